function tuple<const T extends readonly unknown[]>(...args: T): T {
  return args;
}
