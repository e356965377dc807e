import { configureGlobal } from 'fast-check';

/** Every run tries the same examples, so that a failure is somebody's change and not chance; FUZZ_SEED tries others. */
configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_260_302) });
