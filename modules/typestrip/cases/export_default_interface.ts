export default interface A { x: number }
const a = 1;
