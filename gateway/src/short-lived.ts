import { setFlagsFromString } from 'node:v8'

// Nearly all that is made for a request is garbage when it was answered. V8 may take some of it for something that lasts,
// because it did while few requests had been answered, and then makes it among what is old at once: all that hangs on it is
// kept until the next great collection, and a request costs up to twice as much. Which happens to one process in two.
setFlagsFromString('--no-allocation-site-pretenuring')
