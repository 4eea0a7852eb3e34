export { memoryQueue, type MemoryQueueOptions } from '../worker/memory-queue.js'
