/** The code a server refuses something with. */
export const codeOf = async (promise: Promise<unknown>): Promise<number> => {
  try {
    await promise;
  } catch (error) {
    const { code } = error as { code?: number };
    if (code !== undefined) return code;
    throw error;
  }
  throw new Error('It was not refused.');
};
