import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{q as a}from"./chunk-D6BWXQ64.js";import"./chunk-YFTN226G.js";import"./chunk-5MA5KRC4.js";export default a();
