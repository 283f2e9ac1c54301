/** Version of the program, as the packages say it. */
export const VERSION = '0.1.0';
