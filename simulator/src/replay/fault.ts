/** Why a file can't be replayed, in words for who asked for it. */
export class ReplayFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayFault';
  }
}
