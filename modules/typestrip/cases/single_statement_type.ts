if (a) type B = 1
c()
