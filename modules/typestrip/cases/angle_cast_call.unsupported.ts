f(<any>a);
