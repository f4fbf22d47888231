import type { z } from 'zod';
import { defineRoute } from '../../http/define-route.js';
import {
  ALL_CLIENTS,
  ALL_ROLES,
  INTEGRATIONS,
  TRUSTED_CALLERS,
  mayReadPersonalData,
} from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { presentLead, presentReceipt, presentScore } from './lead-presenter.js';
import {
  createdLeadSchema,
  leadListQuery,
  leadListSchema,
  leadParams,
  leadSchema,
  newLeadSchema,
  scoreSchema,
} from './lead-schema.js';
import type { LeadService, NewLead } from './lead-service.js';
import type { ScoringService } from './scoring-service.js';

/** A lead, and the customer whom it is about. */
const AUDITED = { subjectType: 'lead', idFields: ['id', 'customerId'] } as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'leads:read',
  object: 'showroom',
} as const;
const write = { ...read, scope: 'leads:write' } as const;

const LEAD_ERRORS = [
  { status: 403, codes: ['showroom_forbidden'] },
  { status: 404, codes: ['lead_not_found'] },
];

/** Leads and their scores. */
export function leadRoutes(leads: LeadService, scoring: ScoringService): readonly AnyRoute[] {
  return [createRoute(leads), listRoute(leads), getRoute(leads), ...scoreRoutes(scoring)];
}

function createRoute(leads: LeadService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/leads',
    operationId: 'createLead',
    summary: 'Send a lead',
    description:
      'Stores the lead and links it to its customer, who is found by e-mail or phone, or made. ' +
      'The score follows within a moment. `duplicateOf` names the open lead that it repeats. ' +
      'Websites and kiosks get a receipt, and cannot read the lead again.',
    tag: 'Leads',
    audit: { ...AUDITED, action: 'leads.create' },
    access: {
      ...write,
      clients: ALL_CLIENTS,
      writableBy: { customerId: TRUSTED_CALLERS },
    },
    body: newLeadSchema,
    idempotency: 'required',
    responses: { 201: { description: 'The lead.', schema: createdLeadSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found', 'customer_not_found', 'vehicle_not_found'] },
      { status: 422, codes: ['invalid_phone', 'vehicle_not_named'] },
    ],
    handle: async ({ body, principal }) => {
      const lead = await leads.create(principal, toNewLead(body));
      const headers = { Location: `/api/v1/leads/${lead.id}` };
      if (!mayReadPersonalData(principal)) {
        return { status: 201, body: presentReceipt(lead), headers };
      }
      return { status: 201, body: presentLead(lead), version: lead.version, headers };
    },
  });
}

/** The schema has left out what is absent, which its type cannot say. */
function toNewLead(body: z.output<typeof newLeadSchema>): NewLead {
  const present = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as unknown as NewLead;
}

function listRoute(leads: LeadService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/leads',
    operationId: 'listLeads',
    summary: 'Leads',
    description: 'Leads of the showrooms that the caller has access to, latest first.',
    tag: 'Leads',
    audit: { ...AUDITED, action: 'leads.read' },
    access: read,
    query: leadListQuery,
    responses: { 200: { description: 'A page of leads.', schema: leadListSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ query, principal, url, countExact }) => {
      const { limit, cursor, ...filters } = query;
      const before = idOfCursor(cursor, filters);
      const { page, total } = await leads.list(principal, filters, { limit, before, countExact });
      const rows = page.rows.map(presentLead);
      const list = { url, limit, page: { ...page, rows }, filters, total };
      return { status: 200, ...listResponse(list) };
    },
  });
}

function getRoute(leads: LeadService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/leads/{leadId}',
    operationId: 'getLead',
    summary: 'One lead',
    description: 'The lead with the vehicles that it is about.',
    tag: 'Leads',
    audit: { ...AUDITED, action: 'leads.read' },
    access: read,
    params: leadParams,
    responses: { 200: { description: 'The lead.', schema: leadSchema } },
    errors: LEAD_ERRORS,
    handle: async ({ params, principal }) => {
      const lead = await leads.get(principal, params.leadId);
      return { status: 200, body: presentLead(lead), version: lead.version };
    },
  });
}

function scoreRoutes(scoring: ScoringService): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/leads/{leadId}/score',
      operationId: 'getLeadScore',
      summary: 'The score of a lead',
      description: 'Probability of conversion, and how each feature moved it.',
      tag: 'Leads',
      audit: { ...AUDITED, action: 'leads.score.read' },
      access: read,
      params: leadParams,
      responses: { 200: { description: 'The latest score.', schema: scoreSchema } },
      errors: [...LEAD_ERRORS, { status: 404, codes: ['not_scored_yet'] }],
      handle: async ({ params, principal }) => {
        const score = await scoring.latest(principal, params.leadId);
        return { status: 200, body: presentScore(score) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/leads/{leadId}/score',
      operationId: 'scoreLead',
      summary: 'Score a lead again',
      description:
        'Asks the scoring service, or the scorecard when it cannot be had, and keeps the answer. ' +
        'Scoring twice is no fault, so it takes no idempotency key.',
      tag: 'Leads',
      audit: { ...AUDITED, action: 'leads.score', afterwards: true },
      access: write,
      params: leadParams,
      responses: { 200: { description: 'The new score.', schema: scoreSchema } },
      errors: LEAD_ERRORS,
      handle: async ({ params, principal }) => {
        const score = await scoring.rescore(principal, params.leadId);
        return { status: 200, body: presentScore(score) };
      },
    }),
  ];
}
