import type { MaybePromise } from '../internal/maybe-promise.js'

/** Encrypts what must not be readable in a store: secrets, custom headers and credentials of webhooks. */
export interface SecretBox {
  /**
   * Encrypts a text.
   *
   * @param context what it belongs to; it opens only with the same, so that it cannot be moved elsewhere
   */
  seal(plain: string, context: string): MaybePromise<string>
  /**
   * Decrypts what `seal` made.
   *
   * @throws HookstampError `secret-malformed` when it was altered, moved, or sealed with a key that is not known
   */
  open(sealed: string, context: string): MaybePromise<string>
}
