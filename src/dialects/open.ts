/**
 * Any string, with the documented values still offered by the editor: senders add values without notice.
 * `string & {}` rather than `string`, which would swallow the literals.
 */
export type Open<Value extends string> = Value | (string & {})
