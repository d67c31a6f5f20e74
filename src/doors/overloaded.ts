/** Refused before anything was done: the same call may succeed a moment later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}
