declare const a: number;
declare let b: string, c: number;
declare function f(x: number): void;
declare class C { x: number; m(): void; }
declare abstract class D {}
declare enum E { A, B }
declare const enum F { A }
declare namespace N { const x: number; function f(): void; }
declare module "m" { export const x: number; }
declare global { interface Window { x: number } }
declare type T = string;
declare interface I {}
const z = 1;
