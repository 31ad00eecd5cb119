import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);const __filename=import.meta.filename,__dirname=import.meta.dirname;
import{q as e}from"./chunk-ROVONXFJ.js";import"./chunk-WHIZZKVV.js";import{e as r}from"./chunk-KQIT3I7A.js";var o=r(e(),1);var export_defaultProvider=o.defaultProvider;export{export_defaultProvider as defaultProvider};
