import { areCredentialsDenied } from './database-problem';

/** A password, or a function that returns the one that is valid now, for example the content of a file. */
export type Password = string | (() => string);

/**
 * Gives the driver its password. Another one is taken only after a denial: the file may be written before the database
 * knows the new password.
 */
export class PasswordSource {
  private held: string | undefined;

  constructor(private readonly password: Password) {}

  /** Returns the password for a connection. */
  get(): string {
    return (this.held ??= this.current());
  }

  /** Takes the current password. Returns whether it is another one. */
  refresh(): boolean {
    const before = this.held;
    this.held = this.current();
    return this.held !== before;
  }

  /** Runs an attempt, and once more if the server has denied a password that is not the current one any more. */
  async retryIfChanged<T>(attempt: () => Promise<T>): Promise<T> {
    const before = this.get();
    try {
      return await attempt();
    } catch (error) {
      if (!areCredentialsDenied(error)) throw error;
      this.refresh();
      if (this.held === before) throw error;
      return attempt();
    }
  }

  private current(): string {
    return typeof this.password === 'function' ? this.password() : this.password;
  }
}
