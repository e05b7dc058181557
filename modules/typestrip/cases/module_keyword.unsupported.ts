module A { type B = 1 }
