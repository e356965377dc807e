/** Ends a program with the exit code of its work; what it threw is one sentence on standard error and exit code 1. */
export const endWith = async (work: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
};
