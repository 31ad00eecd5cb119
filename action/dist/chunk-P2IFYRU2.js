import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var o="0.1.0";export{o as a};
