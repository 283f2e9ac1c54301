import type { ApiFault } from './api';

/** What the server said: of its details those that no field shows, else its message. `shown`: paths that fields show. */
export function saidOf(
  { message, details }: ApiFault,
  shown: (path: string) => boolean = () => false,
): string {
  const rest = details.filter(({ path }) => !shown(path)).map((detail) => detail.message);
  return rest.join(' ') || message;
}
