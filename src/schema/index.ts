/** `hookstamp/schema`: what a dialect, or a catalog of your own, sends, in the languages other tools read. */
export type { CatalogToExport, DialectToExport, ExampleEvent, Exportable, ExportOptions } from './catalog.js'
export type { DocumentInfo } from './info.js'
export type { JsonSchema, JsonSchemaTarget } from './json-schema.js'
export { toAsyncApi, type AsyncApiDocument, type AsyncApiOptions } from './to-async-api.js'
export { toJsonSchema, type JsonSchemaOptions } from './to-json-schema.js'
export { toOpenApi, type OpenApiDocument, type OpenApiOptions } from './to-open-api.js'
