/** In a file of its own: what a bundle takes of a CommonJS package has its names where the package is not loaded by `import()`. */
export { defaultProvider } from '@aws-sdk/credential-provider-node';
