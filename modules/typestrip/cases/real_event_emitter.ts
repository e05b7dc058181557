type Listener<E> = (event: E) => void;

export class Emitter<Events extends Record<string, unknown>> {
  readonly #listeners: { [K in keyof Events]?: Set<Listener<Events[K]>> } = {};
  private count = 0

  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const set = (this.#listeners[name] ??= new Set<Listener<Events[K]>>())!;
    set.add(listener);
    this.count++;
    return () => void set.delete(listener);
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): number {
    let called = 0;
    this.#listeners[name]?.forEach((listener: Listener<Events[K]>) => {
      listener(event);
      called += 1;
    });
    return called;
  }

  get size(): number { return this.count as number }
}
