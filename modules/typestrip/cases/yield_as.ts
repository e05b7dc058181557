function* f() {
  const a = (yield b) as number;
  const c = yield d as number;
}
