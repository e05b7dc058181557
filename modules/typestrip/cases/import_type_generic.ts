let a: import("b").C<string>;
