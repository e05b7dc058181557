export default abstract class { abstract x: number; y = 1; }
