export default abstract class A { abstract x: number; }
