[(a as any), b!] = c;
