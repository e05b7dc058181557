/** What the bundler makes of imports that are no source files. */

declare module '*/component.js' {
  export const component: import('./types').Component;
}
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

/** The part of `nodejs_compat` that the shims use. */
declare module 'node:crypto' {
  type Data = string | Uint8Array;
  interface Hash { update(data: Data): Hash; digest(): Uint8Array; digest(encoding: 'hex'): string }
  interface KeyInput { key: unknown; format: 'jwk'; padding?: number; dsaEncoding?: 'ieee-p1363' }
  export const constants: { RSA_PKCS1_PADDING: number };
  export function createHash(algorithm: string): Hash;
  export function createHmac(algorithm: string, key: Data): Hash;
  export function createPublicKey(input: KeyInput): object;
  export function timingSafeEqual(left: Uint8Array, right: Uint8Array): boolean;
  export function verify(
    algorithm: string | null, data: Uint8Array, key: KeyInput | object,
    signature: Uint8Array): boolean;
}
