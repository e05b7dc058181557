const a = b // one
// two
type C = 1 // three
/* four */ (d)
