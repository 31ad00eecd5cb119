import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);const __filename=import.meta.filename,__dirname=import.meta.dirname;
var o="0.1.0";export{o as a};
