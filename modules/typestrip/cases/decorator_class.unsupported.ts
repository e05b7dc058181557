@a class B {}
