import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);const __filename=import.meta.filename,__dirname=import.meta.dirname;
import{q as a}from"./chunk-C43UXXDF.js";import"./chunk-KXKGKAPW.js";import"./chunk-KQIT3I7A.js";export default a();
