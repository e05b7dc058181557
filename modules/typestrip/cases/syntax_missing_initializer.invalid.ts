let a: number = ;
