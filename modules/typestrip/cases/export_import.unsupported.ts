export import a = b.c;
