namespace A { export type B = 1; interface C {} }
export namespace D { export interface E {} }
namespace F.G { type H = 1; }
namespace I {}
namespace J { namespace K { type L = 1 } }
const a = 1;
