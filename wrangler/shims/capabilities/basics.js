import { clock } from './clock.js';
import { config } from './config.js';
import { crypto } from './crypto.js';
import { log } from './log.js';
import { metrics } from './metrics.js';
import { random } from './random.js';

/** What every module has: the world `with-basics`. */
export const basics = { clock, random, log, metrics, config, crypto };
