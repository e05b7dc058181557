namespace A { namespace B { f(); } }
