import '../common-schema.js';
import { z } from 'zod';
import { problemTitle } from '../problem-catalogue.js';

const errorSchema = z
  .strictObject({
    pointer: z
      .string()
      .max(1_024)
      .optional()
      .describe('RFC 6901 pointer to the field of the body or the parameter.'),
    parameter: z.string().max(128).optional().describe('Name of the parameter or header.'),
    code: z.string().max(64).describe('Stable code of this fault.'),
    detail: z.string().max(1_024).describe('What is wrong with it.'),
  })
  .openapi('ProblemError', {
    example: { pointer: '/bogus', code: 'unknown_field', detail: 'This field is not known here.' },
  });

/** The body of every answer of status 400 or more (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.string().max(128).describe('`/problems/{code}`: a page about this error.'),
    title: z.string().max(128).describe('The same for every occurrence of the code.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    detail: z.string().max(1_024).describe('This occurrence, for people.'),
    instance: z.string().max(6_144).optional().describe('Path of the request.'),
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .max(64)
      .describe('Stable: decide by this, not by the texts.'),
    requestId: z.string().max(128).describe('Names the request in our logs.'),
    errors: z
      .array(errorSchema)
      .max(1_000)
      .optional()
      .describe('Each fault, where several can be told.'),
  })
  .openapi('Problem', { example: problemExample(412, 'stale_version') });

/** How a problem of this code looks. */
export function problemExample(status: number, code: string): Record<string, unknown> {
  return {
    type: `/problems/${code}`,
    title: problemTitle(code, status),
    status,
    detail: `${problemTitle(code, status)}.`,
    instance: '/api/v1/resource',
    code,
    requestId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  };
}
