/** What is used of the events of AWS: `httpMethod`, `path` and `multiValueHeaders` are payload 1.0, `rawPath` and `requestContext.http` 2.0. */
export interface LambdaEvent {
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
  readonly headers?: { readonly [name: string]: string | undefined } | null
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] | undefined } | null
  readonly httpMethod?: string
  readonly path?: string
  readonly rawPath?: string
  readonly requestContext?: { readonly http?: { readonly method?: string } }
}

export interface LambdaResult {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: string
}
