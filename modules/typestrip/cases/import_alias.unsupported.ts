import a = b.c;
