const a = b
namespace N { type T = 1 }
(c)
