async function f(a: string): Promise<void>;
async function f(a: unknown): Promise<void> { await a; }
