/** The places where a process may die: before and after every commit, every request, every settlement. */
import type { Queue } from '../../src/ports/queue.js'
import type { Store } from '../../src/ports/store.js'
import type { Transport } from '../../src/ports/transport.js'

export const killPoints = ['write', 'enqueue', 'claim', 'begin', 'send', 'complete', 'settle'].flatMap(
  (step) => [`${step}:before`, `${step}:after`],
)

export interface Ports {
  readonly store: Store
  readonly queue: Queue
  readonly transport: Transport
}

/** The same ports, which end the process when `point` is reached for the `hit`th time. */
export function withKillPoint(ports: Ports, point: string, hit: number): Ports {
  let hits = 0
  const reach = (name: string): void => {
    // Nothing more of this process runs after it.
    if (name === point && ++hits === hit) process.kill(process.pid, 'SIGKILL')
  }
  /** Keeps whatever else the object has, which the methods of it may not be able to do without. */
  const armed = <Port extends object>(port: Port, steps: Partial<Record<keyof Port, string>>): Port =>
    new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        const step = steps[key as keyof Port]
        if (typeof value !== 'function') return value
        if (step === undefined) return value.bind(target) as unknown
        return (...args: unknown[]): unknown => {
          reach(`${step}:before`)
          const result: unknown = value.apply(target, args)
          if (!(result instanceof Promise)) {
            reach(`${step}:after`)
            return result
          }
          return result.then((answer: unknown) => {
            reach(`${step}:after`)
            return answer
          })
        }
      },
    })
  const deliveries = armed(ports.store.deliveries, { add: 'write', begin: 'begin', complete: 'complete' })
  const whole = armed(ports.store, { transaction: 'write' })
  const store = new Proxy(whole, {
    get: (target, key) => (key === 'deliveries' ? deliveries : (Reflect.get(target, key) as unknown)),
  })
  return {
    store,
    queue: armed(ports.queue, { enqueue: 'enqueue', claim: 'claim', settle: 'settle' }),
    transport: armed(ports.transport, { send: 'send' }),
  }
}
