export declare const a: number;
export declare function f(): void;
export declare class C {}
export interface I {}
export type T = string;
export type U<V> = V[];
export const b = 1;
