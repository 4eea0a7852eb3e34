export { memoryQueue, type MemoryQueueOptions } from '../dispatcher/memory-queue.js'
