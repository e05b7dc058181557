try { f(); } catch (e: unknown) { g(e as Error); } finally { h(); }
try { f(); } catch { }
try { f(); } catch ({ message }: any) { message; }
