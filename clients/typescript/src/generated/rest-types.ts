// Made of the contract by `npm run client:types`; never edited by hand.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public keys
         * @description The keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517).
         */
        get: operations["getKeySet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API clients
         * @description The programs with credentials of their own, the oldest first.
         */
        get: operations["listApiClients"];
        put?: never;
        /**
         * Make an API client
         * @description Adds a program. An integration gets a secret for `POST /auth/token`, and the scopes that are chosen for it; a website or kiosk gets a publishable key, which it sends as bearer token, and may do what is open to its kind. Secret and key are answered once; so there is no `Idempotency-Key` here: a program whose secret did not arrive is deleted again.
         */
        post: operations["createApiClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-clients/{apiClientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an API client
         * @description A program, without its secret or key.
         */
        get: operations["getApiClient"];
        put?: never;
        post?: never;
        /**
         * Delete an API client
         * @description Ends a program for good: its secrets at once, its access tokens and keys within 10 seconds.
         */
        delete: operations["deleteApiClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-clients/{apiClientId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a secret or key
         * @description Answers a new secret or key, once. The last one stays good for 24 hours, or as long as is asked for, so that a program can change over; at most two are good at a time. Access tokens that were issued with the old secret live out their 15 minutes.
         */
        post: operations["rotateApiClientSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what
         * @description Who read or changed personal data, signed in, failed to, or changed rights, latest first. Administrators see all of their organization; sales managers what was done with customers and all that belongs to them, but not log-ins, users and rights. Reading is recorded, too.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Sets the first password, with the token of the invitation, which works once.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Exchanges e-mail address and password for an access token of 15 minutes, and a refresh token of 7 days to get the next ones with. A user with a second factor sends a code besides, in `totp`; each code is good once. Failures alone are counted: after 10 per account and client address, or 100 per client address, within 15 minutes, further attempts from there are refused.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of a refresh token: all its refresh tokens at once, its access tokens within 10 seconds. The answer is the same for a token that is unknown.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the caller
         * @description The user whom the access token belongs to, with the showrooms open to the user.
         */
        get: operations["getCurrentUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Ends all other sessions of the caller, and tells the caller by mail. A wrong current password counts as a failed log-in.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description With the token of the mail, which works once. Ends all sessions and begins none; a second factor stays as it is.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Sends a token of 60 minutes to the address, if somebody logs in with it; the answer does not tell. After 5 requests for one address, or 50 for any, from one client address within 15 minutes, further ones from there are refused.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a session
         * @description Exchanges a refresh token for a new access token and the next refresh token. The same client (by `User-Agent`) may repeat it within 10 seconds and gets the same refresh token again. Used once more after that, or by another client, a refresh token ends its session. A session ends 30 days after its log-in. Failures alone are counted: after 100 per client address within 15 minutes, further attempts from there are refused.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions of the caller
         * @description Those that have neither ended nor expired, the oldest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere
         * @description Ends all sessions of the caller, this one too: all refresh tokens at once, access tokens within 10 seconds, sockets within 30.
         */
        post: operations["revokeSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session of the caller
         * @description Its refresh tokens end at once, its access tokens within 10 seconds, its sockets within 30.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token for a program
         * @description OAuth 2.0 client credentials (RFC 6749, section 4.4), by `client_secret_basic` or `client_secret_post`. The token lives 15 minutes. Statuses 400 and 401 are answered as section 5.2 has it, here alone in place of a problem document. Failures alone are counted: after 10 per client and address, or 100 per address, within 15 minutes, further failures from there are answered with 429; the right secret is always taken.
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the second factor
         * @description Whether log-ins of the caller need a code, and how many recovery codes are left.
         */
        get: operations["getSecondFactor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate the second factor
         * @description With the first code of the app. From now on log-ins need a code, or one of the recovery codes that are answered here, once. Sessions go on; `POST /auth/sessions/revoke` ends them. After 10 wrong codes within 15 minutes, further ones are refused.
         */
        post: operations["activateSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable the second factor
         * @description Log-ins need the password alone again. Sessions go on; `POST /auth/sessions/revoke` ends them.
         */
        post: operations["disableSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a second factor
         * @description Gives out a new secret for an authenticator app (RFC 6238). Log-ins do not ask for codes until one of them has activated it, within 10 minutes. Another enrolment takes the place of the last. A wrong password counts as a failed log-in.
         */
        post: operations["enrolSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the recovery codes
         * @description Answers a new set, once; the codes of the old one are not good any more.
         */
        post: operations["replaceRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers
         * @description Customers of the group, the newest first; by an exact address or number.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Add a customer
         * @description Adds a customer; one name is enough. A known address or number is no obstacle: who is the same person is for staff to say.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer
         * @description One customer of the group.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/google-vehicle-listings.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inventory for Google vehicle listings
         * @description What is for sale, with VIN and price, as CSV for Google vehicle listings; streamed. A vehicle without something that the platform requires is left out. Texts that a spreadsheet would run begin with an apostrophe.
         */
        get: operations["getGoogleFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/meta-automotive.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inventory for the automotive catalogue of Meta
         * @description What is for sale, with VIN and price, as CSV for the automotive catalogue of Meta; streamed. A vehicle without something that the platform requires is left out. Texts that a spreadsheet would run begin with an apostrophe.
         */
        get: operations["getMetaFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The dealer’s names of columns
         * @description What imports without a mapping of their own go by, besides the known names.
         */
        get: operations["getImportMapping"];
        /**
         * Store the dealer’s names of columns
         * @description Replaces the whole mapping; the later of two wins.
         */
        put: operations["putImportMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads
         * @description Leads of the showrooms that the caller has access to, latest first.
         */
        get: operations["listLeads"];
        put?: never;
        /**
         * Send a lead
         * @description Stores the lead and links it to its customer, who is found by e-mail or phone, or made. The score follows within a moment. `duplicateOf` names the open lead that it repeats. Websites and kiosks get a receipt, and cannot read the lead again.
         */
        post: operations["createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{leadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lead
         * @description The lead with the vehicles that it is about.
         */
        get: operations["getLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leads/{leadId}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The score of a lead
         * @description Probability of conversion, and how each feature moved it.
         */
        get: operations["getLeadScore"];
        put?: never;
        /**
         * Score a lead again
         * @description Asks the scoring service, or the scorecard when it cannot be had, and keeps the answer. Scoring twice is no fault, so it takes no idempotency key.
         */
        post: operations["scoreLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow long work
         * @description How far an operation is and what came of it, for whoever started it and for managers. Sockets are told by `OPERATION_UPDATED`.
         */
        get: operations["getOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{operationId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of each row
         * @description Results row by row, in the order of the work, also while it is under way.
         */
        get: operations["listOperationRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ops/cache/flush": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget all kept answers
         * @description Makes every kept answer one of the past, for all instances and organizations: what is asked next comes from the database. Nothing has to be flushed after a change made through the product; this is for changes made in the database by hand.
         */
        post: operations["flushCache"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the dealer group
         * @description What the dealer group of the caller asks of those who log in.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the dealer group
         * @description Sets whose log-ins need a second factor. It holds from the next log-in or refresh on: whoever has none is answered `secondFactorRequired`, with an access token that is good to enrol one, and refreshes it afterwards.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/api/v1/realtime/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket for the WebSocket
         * @description Answers a ticket that opens one WebSocket, once, within 30 seconds: connect to `/realtime?ticket=…` at the root, or offer it in `Sec-WebSocket-Protocol`, alone or as `showroom.v1, ticket.{ticket}`. The answer is never stored for an idempotency key.
         */
        post: operations["createRealtimeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List showrooms
         * @description The showrooms of the dealer group, the oldest first. Managers and reps see those they have access to.
         */
        get: operations["listShowrooms"];
        put?: never;
        /**
         * Make a showroom
         * @description Adds a showroom to the dealer group.
         */
        post: operations["createShowroom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a showroom
         * @description One showroom that the caller has access to.
         */
        get: operations["getShowroom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a showroom
         * @description Changes the members that are given, each as a whole; `null` removes the address or the location.
         */
        patch: operations["updateShowroom"];
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened
         * @description Activities of the showroom, latest first. Who walks where is not kept.
         */
        get: operations["listActivities"];
        put?: never;
        /**
         * Tell what happens on the floor
         * @description One activity, or up to 100 in order under `activities`; then 207, each with a status of its own. `visitId` or `customerId` names the open visit. Of positions, the newest by `occurredAt` counts, of two of one instant the later arrival. Websites and kiosks give no `leadScore`, and are told no `alerts`.
         */
        post: operations["recordActivity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/floor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The floor now
         * @description Who is here, and which vehicles stand where.
         */
        get: operations["getFloor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where visitors stood
         * @description Seconds in each square metre over the last 24 hours, rebuilt every minute; or with `from` or `to` over the whole hours in which that window lies, worked out at once: at most 31 days, of the last 93. Without `to` until now, without `from` the 24 hours before. A cell shows only when at least five distinct visitors were in it.
         */
        get: operations["getHeatmap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The up list
         * @description Reps in the order in which they take the next up, each with his reason.
         */
        get: operations["getRotation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/rotation/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why customers went to whom
         * @description Decisions of the rotation, latest first.
         */
        get: operations["listRotationDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/rotation/decisions/{decisionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One decision
         * @description The candidates in order, and why each was passed over.
         */
        get: operations["getRotationDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/rotation/decisions/{decisionId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide again over the same facts
         * @description Changes nothing; tells whether today’s rule gives the same answer.
         */
        post: operations["replayRotationDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reps of a showroom
         * @description All sales reps with access to the showroom, in the order of the up list.
         */
        get: operations["listStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/staff/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pause a rep, or end the pause
         * @description Sets the pause. A rep who is not checked in is checked in by becoming available. A waiting customer is given to him at once. Reps set their own, managers anybody’s.
         */
        put: operations["setStaffAvailability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/showrooms/{showroomId}/staff/{userId}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Come to work
         * @description Puts a rep on the up list; one who is at work already keeps his place, and a pause stays. A waiting customer is given to him at once. Reps check themselves in, managers anybody.
         */
        put: operations["checkInStaff"];
        post?: never;
        /**
         * Go home
         * @description Takes a rep off the up list, and ends his pause. A customer whom he still has is passed on as if he had declined. Without effect for one who is not at work.
         */
        delete: operations["checkOutStaff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-drives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Test drives
         * @description Test drives of the showrooms that the caller has access to, latest booked first.
         */
        get: operations["listTestDrives"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-drives/{testDriveId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One test drive
         * @description The vehicle, the rep who comes along, and the time, if there is one yet.
         */
        get: operations["getTestDrive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transfers
         * @description Transfers in which a showroom of the caller gives a vehicle or has asked for one, latest first.
         */
        get: operations["listTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{transferId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a transfer
         * @description One transfer, also when it is over; for whoever asked for it and the people of both showrooms. What the reader can make of it now is linked.
         */
        get: operations["getTransfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Take a transfer further
         * @description From `requested` to `approved` or `declined` (which releases the hold), from `approved` to `in_transit`: managers of the showroom that gives the vehicle. From `in_transit` to `received`: managers of the showroom that has asked for it; the vehicle is theirs from then on, and its hold goes on. What is not yet on its way can be `cancelled` by whoever asked and by managers of both showrooms; it is by itself when its hold ends.
         */
        patch: operations["updateTransfer"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description The oldest account first. Administrators see all of the dealer group; sales managers themselves, and those who work in a showroom of theirs.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make a user
         * @description Administrators make users of every role, sales managers sales reps for showrooms of theirs. Without a password the user is invited: a token to choose one with, good once and for 7 days, goes to the address, and is shown here once.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a user
         * @description One user whom the caller sees in the list.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Changes the members that are given. Administrators change everybody, sales managers the reps who work in their showrooms and in no others; nobody changes what he himself may do, and the last administrator stays. What a user may do changes within 10 seconds, on sockets within 30; who is disabled loses all sessions, and the customers whose turn he has are given to the next.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{userId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a user again
         * @description Sends a user who has not chosen a password yet a new token, good once and for 7 days, and shows it here. The token before it does not work any more.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a user choose a new password
         * @description Sends the user a token, good once and for an hour, and shows it here. The password stays until the token is used. For others than the caller, who changes his own password.
         */
        post: operations["resetUserPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/sessions/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all sessions of a user
         * @description All refresh tokens end at once, access tokens within 10 seconds, sockets within 30. The user may log in again: to prevent that, disable the user.
         */
        post: operations["revokeUserSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/totp/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a lost second factor away
         * @description The user logs in with the password alone until a new second factor is enrolled; all sessions end. For others than the caller, who disables his own.
         */
        post: operations["resetUserSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List vehicles
         * @description Vehicles of all showrooms of the group that fit every filter. Cost and pack are there for managers only; websites and kiosks see what is for sale. A vehicle without a price sorts below every price.
         */
        get: operations["listVehicles"];
        put?: never;
        /**
         * Add a vehicle
         * @description Adds a vehicle to a showroom. The check digit of the VIN is required where the WMI begins with 1 to 5; elsewhere a wrong one leads to an entry in `warnings`.
         */
        post: operations["createVehicle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or change many vehicles
         * @description Up to 100 vehicles in order. One whose `externalId` the group knows is changed: what is given replaces, `null` clears, and no `If-Match` is asked for; every other one is added. Each has a status of its own, and one that is refused undoes nothing but itself, also when it does not fit its schema. An `externalId` that another request has taken meanwhile is a 409: send that vehicle again.
         */
        post: operations["saveVehicles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Past imports
         * @description Files that were taken in, or are, or failed to be; latest first.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Take in a file of vehicles
         * @description CSV or TSV with a row of column names, of up to 1 GiB, in UTF-8, UTF-16 with its mark, or windows-1252. Prices are major units. The operation tells how far it is, and what became of each row. The same file again changes nothing.
         */
        post: operations["importVehicles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{vehicleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a vehicle
         * @description One vehicle of the group. Cost and pack are there for managers only.
         */
        get: operations["getVehicle"];
        put?: never;
        post?: never;
        /**
         * Withdraw a vehicle
         * @description Takes a vehicle that is not sold out of the inventory: its status becomes `withdrawn`, it leaves its place on the floor, a hold ends. It can still be read, and put back.
         */
        delete: operations["withdrawVehicle"];
        options?: never;
        head?: never;
        /**
         * Change a vehicle
         * @description Replaces the fields that are given; `null` clears an optional one. By hand a vehicle goes from `in_transit` to `available` (in stock from then on), from `available` or `held` to `sold` (gone without a deal of ours), from these three to `withdrawn`, and back; `held` comes with a hold, which ends with it. A vehicle that moves to another showroom, or is withdrawn, leaves its place on the floor. Mileage may be corrected downwards.
         */
        patch: operations["updateVehicle"];
        trace?: never;
    };
    "/api/v1/vehicles/{vehicleId}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold a vehicle
         * @description Keeps an available vehicle of the group for somebody, for 24 hours unless `until` says otherwise. A vehicle has one live hold; at `until` it is over by itself. One that stands in another showroom than the one that it is held for is asked for by a transfer.
         */
        post: operations["createHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{vehicleId}/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a hold
         * @description One hold, also when it is over; for its maker, the people of the showroom that it is for, and those where the vehicle stands.
         */
        get: operations["getHold"];
        put?: never;
        post?: never;
        /**
         * Release a hold
         * @description Ends a live hold, and the transfer asked for with it unless the vehicle is on its way; it is available again, the hold can still be read. For who made it, managers of both showrooms and administrators.
         */
        delete: operations["deleteHold"];
        options?: never;
        head?: never;
        /**
         * Extend a hold
         * @description Moves the end of a live hold to an instant within seven days from now. For who made it, managers of both showrooms and administrators.
         */
        patch: operations["updateHold"];
        trace?: never;
    };
    "/api/v1/vehicles/{vehicleId}/price-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the price history
         * @description The asking prices of a vehicle, latest first: the one it came with, and every change. Managers see who changed it.
         */
        get: operations["listVehiclePrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vins/{vin}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Decode a VIN
         * @description What the seventeen characters say by themselves and, where `VPIC_BASE_URL` is set, what the service of the NHTSA knows of them; without its answer the rest is there all the same. `sources` tells which gave which field.
         */
        get: operations["decodeVin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Visits
         * @description Visits of the showrooms that the caller has access to, latest first.
         */
        get: operations["listVisits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{visitId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One visit
         * @description The visit, its claim on a rep, and what can be done with it now.
         */
        get: operations["getVisit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Give a nameless guest his name
         * @description Once known; the high-value rule is then looked at again.
         */
        patch: operations["updateVisit"];
        trace?: never;
    };
    "/api/v1/visits/{visitId}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign by hand
         * @description A manager gives the visit to a rep who is at work and has no customer; a pause is overruled. The reason is kept as a decision.
         */
        post: operations["assignVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{visitId}/assignment/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the customer
         * @description The assigned rep accepts; accepting twice is no fault.
         */
        post: operations["acceptVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{visitId}/assignment/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pass the customer on
         * @description The assigned rep is freed, and the next candidate is asked.
         */
        post: operations["declineVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The document of the socket
         * @description AsyncAPI 3.0 in YAML, made of the very definitions of the frames.
         */
        get: operations["getAsyncapiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documentation as a page
         * @description Redoc on this document. The page loads nothing from elsewhere.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documentation of the socket as a page
         * @description Every frame of `asyncapi.yaml`, with an example. The page loads nothing.
         */
        get: operations["getRealtimeDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/redoc.standalone.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The script of Redoc
         * @description A part of the documentation page.
         */
        get: operations["getDocsRedocScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/start.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The script that starts Redoc
         * @description A part of the documentation page.
         */
        get: operations["getDocsStartScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description Asks nothing of any dependency: restart the process only when this fails.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics of this process
         * @description Text format of Prometheus. Callers on the same machine need no token; others need one for operations.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description OpenAPI 3.1.1 in YAML, made of the very definitions that serve the requests.
         */
        get: operations["getOpenapiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an error code means
         * @description A short page for people: when the error is answered, and what to do about it.
         */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process can serve
         * @description The database decides; the other dependencies only degrade. 503 while the process starts or shuts down, so that a load balancer looks elsewhere. Callers within half a second share one look at the dependencies.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process has started
         * @description 200 once migrations are applied and every role of the process runs.
         */
        get: operations["getStartup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessGrant: {
            /** @description Sent as `Authorization: Bearer {accessToken}`. Opaque to clients. */
            accessToken: string;
            /**
             * @description How the token is sent.
             * @enum {string}
             */
            tokenType: "Bearer";
            /**
             * @description Seconds until the access token expires.
             * @enum {number}
             */
            expiresIn: 900;
            /** @description Good for one `POST /auth/refresh`. To be kept safe. */
            refreshToken: string;
            /**
             * Format: int32
             * @description Seconds until the refresh token expires: 7 days, or what the session has left.
             */
            refreshExpiresIn: number;
            /**
             * @description There when the access token is good for nothing but to enrol a second factor.
             * @enum {boolean}
             */
            secondFactorRequired?: true;
            user: components["schemas"]["User"];
        };
        AccessibleShowroom: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            id: string;
            /** @description Name of the showroom. */
            name: string;
        };
        Activity: components["schemas"]["CustomerEntered"] | components["schemas"]["CustomerMoved"] | components["schemas"]["CustomerInterest"] | components["schemas"]["CustomerEngaged"] | components["schemas"]["CustomerExited"];
        ActivityAlert: {
            /**
             * @description The alert.
             * @enum {string}
             */
            type: "HIGH_VALUE_CUSTOMER" | "HIGH_INTEREST_ALERT" | "CUSTOMER_NEAR_INTEREST";
            /**
             * Format: uuid
             * @description The rep it concerns; null when nobody has him.
             */
            assignedTo: string | null;
        };
        ActivityBatch: {
            /** @description In order. */
            activities: components["schemas"]["Activity"][];
        };
        ActivityBatchItem: {
            /**
             * Format: int32
             * @description As if it had been sent alone.
             */
            status: number;
            /**
             * Format: uuid
             * @description The activity.
             */
            activityId?: string;
            /**
             * Format: uuid
             * @description The visit it belongs to.
             */
            visitId?: string;
            /** @description What it set off; absent for websites and kiosks. */
            alerts?: components["schemas"]["ActivityAlert"][];
            /** @description Why it was refused. */
            code?: string;
            /** @description The same in words. */
            detail?: string;
        };
        ActivityBatchResult: {
            /** @description In the order sent. */
            results: components["schemas"]["ActivityBatchItem"][];
        };
        ActivityList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["ActivityRecord"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ActivityOutcome: {
            /**
             * Format: uuid
             * @description The activity.
             */
            activityId: string;
            /**
             * Format: uuid
             * @description The visit it belongs to.
             */
            visitId: string;
            /** @description What it set off; absent for websites and kiosks. */
            alerts?: components["schemas"]["ActivityAlert"][];
        };
        ActivityRecord: {
            /**
             * Format: uuid
             * @description The activity.
             */
            id: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            visitId: string;
            /**
             * Format: uuid
             * @description The customer, if known then.
             */
            customerId?: string;
            /** @description Its type. */
            type: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            occurredAt: string;
            /**
             * Format: date-time
             * @description When we heard of it.
             */
            receivedAt: string;
            /** @description Where. */
            location?: components["schemas"]["Location"];
            /** @description As given. */
            leadScore?: number;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            vehicleId?: string;
            /** @description As given. */
            interestLevel?: number;
            /**
             * Format: uuid
             * @description The rep.
             */
            salesRepId?: string;
            /** @description As given. */
            engagementType?: string;
        };
        ActivityRequest: components["schemas"]["CustomerEntered"] | components["schemas"]["CustomerMoved"] | components["schemas"]["CustomerInterest"] | components["schemas"]["CustomerEngaged"] | components["schemas"]["CustomerExited"] | components["schemas"]["ActivityBatch"];
        /** @description Where it is, for people. */
        Address: {
            /** @description Street and number. */
            street?: string;
            /** @description City. */
            city?: string;
            /** @description State or province. */
            region?: string;
            /** @description Postal code. */
            postalCode?: string;
            /** @description ISO 3166-1 alpha-2. */
            country?: string;
        };
        ApiClient: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /** @description What it is called, for those who administer it. */
            name: string;
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "integration" | "website" | "kiosk";
            /** @description What it may do. */
            scopes: string[];
            /**
             * Format: uuid
             * @description The one showroom that it is bound to; absent: all.
             */
            showroomId?: string;
            /** @description The last four characters of the newest secret or key, to know it again by. */
            secretEnd: string;
            /**
             * Format: date-time
             * @description An instant, RFC 3339.
             */
            createdAt: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ApiClientList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["ApiClient"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description Who did it. */
        AuditActor: {
            /** @description `user`, the kind of a program, `system`, or `anonymous`. */
            type: string;
            /**
             * Format: uuid
             * @description The user or the program.
             */
            id?: string;
        };
        /** @description Its place in the chain; absent until it is sealed, a few seconds later. */
        AuditChainLink: {
            /**
             * Format: int64
             * @description From 1, without gaps.
             */
            position: number;
            /** @description SHA-256 over the hash before and this event. */
            hash: string;
        };
        AuditEvent: {
            /**
             * Format: uuid
             * @description The event.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            occurredAt: string;
            /** @description What was done: `customers.read`, `auth.login`. */
            action: string;
            /**
             * @description How it ended; `denied` was refused by right.
             * @enum {string}
             */
            outcome: "success" | "failure" | "denied";
            actor: components["schemas"]["AuditActor"];
            /** @description What it was done with: `customer`, `lead`. */
            subjectType?: string;
            /** @description What was touched, and the customers whom it is about. */
            subjectIds: string[];
            /** @description The request, as in its `X-Request-Id`. */
            requestId: string;
            link?: components["schemas"]["AuditChainLink"];
        };
        AuditEventList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["AuditEvent"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description What he means to spend. */
        Budget: {
            /** @description At least. */
            min?: components["schemas"]["Money"];
            /** @description At most. */
            max?: components["schemas"]["Money"];
        };
        Candidate: {
            /**
             * Format: uuid
             * @description The rep.
             */
            userId: string;
            /** @description Was paused. */
            paused: boolean;
            /** @description Had a customer in another showroom. */
            busyElsewhere: boolean;
            /**
             * Format: date-time
             * @description At work since.
             */
            checkedInAt?: string;
            /**
             * Format: date-time
             * @description Last customer before.
             */
            lastAssignedAt?: string;
            /**
             * Format: uuid
             * @description The visit he had.
             */
            assignedVisitId?: string;
            /** @description Could have taken the customer. */
            eligible: boolean;
            /** @description Why he was chosen or passed over. */
            reason: string;
        };
        CreateCustomer: {
            /** @description First name. */
            firstName?: string;
            /** @description Last name. */
            lastName?: string;
            /**
             * @description E-mail addresses, the preferred one first.
             * @default []
             */
            emails?: {
                /**
                 * Format: email
                 * @description The address; kept in lower case.
                 */
                address: string;
                /**
                 * @description Whose mailbox it is.
                 * @enum {string}
                 */
                type?: "home" | "work" | "other";
                /** @description Whether the customer has proved to be reached there. */
                verified?: boolean;
            }[];
            /**
             * @description Phone numbers, the preferred one first.
             * @default []
             */
            phones?: {
                /** @description International, or as written in the showroom’s country; kept as E.164. */
                number: string;
                /**
                 * @description Whose line it is.
                 * @enum {string}
                 */
                type?: "home" | "work" | "mobile" | "other";
                /** @description Whether the customer has proved to be reached there. */
                verified?: boolean;
            }[];
            /**
             * @description By name: `{"contactBy": "sms"}`.
             * @default {}
             */
            preferences?: {
                [key: string]: string | number | boolean;
            };
            /** @description What the customer is looking for. */
            interests?: {
                /**
                 * @description Makes.
                 * @default []
                 */
                makes?: string[];
                /**
                 * @description Models.
                 * @default []
                 */
                models?: string[];
                /**
                 * @description Types of vehicle.
                 * @default []
                 */
                bodyStyles?: string[];
            };
            /**
             * @description Where the customer was met first.
             * @enum {string}
             */
            channel?: "web" | "mobile" | "kiosk" | "tablet" | "phone" | "email" | "sms" | "adf";
        };
        CreateHold: {
            /**
             * Format: uuid
             * @description For whom it is kept.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The interest that it is kept for.
             */
            leadId?: string;
            /**
             * Format: uuid
             * @description For which showroom; if absent, for that of the vehicle if you have access to it, else for your only one. For another than the vehicle’s, a transfer is asked for.
             */
            showroomId?: string;
            /**
             * Format: date-time
             * @description When it ends by itself; 24 hours from now, if absent.
             */
            until?: string;
            /** @description For colleagues; nobody else is told. */
            note?: string;
        };
        CreateVehicle: {
            /**
             * Format: uuid
             * @description Showroom that has the vehicle.
             */
            showroomId: string;
            /**
             * @description New, used, or certified pre-owned.
             * @enum {string}
             */
            condition: "new" | "used" | "cpo";
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear: number;
            /** @description Make. */
            make: string;
            /** @description Model. */
            model: string;
            /** @description 17 characters without I, O and Q; unique in the group. */
            vin?: string;
            /** @description Id in a system of the dealer’s own; unique in the group. */
            externalId?: string;
            /** @description The dealer’s own number; unique in the group. */
            stockNumber?: string;
            /** @description Trim level. */
            trim?: string;
            /** @description Type: SUV, sedan, … */
            bodyStyle?: string;
            /** @description Gasoline, hybrid, electric, … */
            fuelType?: string;
            /** @description Automatic, manual, … */
            transmission?: string;
            /** @description FWD, AWD, … */
            drivetrain?: string;
            /** @description Colour outside. */
            exteriorColor?: string;
            /** @description Colour inside. */
            interiorColor?: string;
            /** @description Asking price, in the currency of the showroom. */
            price?: components["schemas"]["Money"];
            /** @description Manufacturer’s suggested retail price. */
            msrp?: components["schemas"]["Money"];
            /** @description What the dealer paid; managers only. */
            cost?: components["schemas"]["Money"];
            /** @description Fixed overhead added to the cost; managers only. */
            pack?: components["schemas"]["Money"];
            /**
             * @description Where it stands at first.
             * @default available
             * @enum {string}
             */
            status?: "in_transit" | "available";
            /**
             * Format: int32
             * @description In the showroom’s unit of distance.
             * @default 0
             */
            mileage?: number;
            /**
             * @description Equipment, in words.
             * @default []
             */
            features?: string[];
            /**
             * @description Pictures, the first one first.
             * @default []
             */
            photos?: components["schemas"]["VehiclePhoto"][];
            position?: components["schemas"]["VehiclePosition"];
            /** @description On the floor; follows `position` unless given. */
            displayed?: boolean;
            /**
             * Format: date-time
             * @description Since when in stock: from 1900 on, and no more than a day ahead. Now, if absent.
             */
            inStockSince?: string;
        };
        Customer: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /** @description First name. */
            firstName?: string;
            /** @description Last name. */
            lastName?: string;
            /** @description E-mail addresses, the preferred one first. */
            emails: {
                /**
                 * Format: email
                 * @description The address; kept in lower case.
                 */
                address: string;
                /**
                 * @description Whose mailbox it is.
                 * @enum {string}
                 */
                type?: "home" | "work" | "other";
                /** @description Whether the customer has proved to be reached there. */
                verified: boolean;
            }[];
            /** @description Phone numbers, the preferred one first. */
            phones: {
                /** @description E.164. */
                number: string;
                /**
                 * @description Whose line it is.
                 * @enum {string}
                 */
                type?: "home" | "work" | "mobile" | "other";
                /** @description Whether the customer has proved to be reached there. */
                verified: boolean;
            }[];
            /** @description By name: `{"contactBy": "sms"}`. */
            preferences: {
                [key: string]: string | number | boolean;
            };
            /** @description What the customer is looking for. */
            interests: {
                /** @description Makes. */
                makes: string[];
                /** @description Models. */
                models: string[];
                /** @description Types of vehicle. */
                bodyStyles: string[];
            };
            /** @description Where the customer was met. */
            channels: ("web" | "mobile" | "kiosk" | "tablet" | "phone" | "email" | "sms" | "adf")[];
            /** @description The latest per channel and purpose. */
            consents: components["schemas"]["CustomerConsent"][];
            /**
             * Format: date-time
             * @description When the customer was first known.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the profile was last changed.
             */
            updatedAt: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        CustomerConsent: {
            /**
             * @description The channel it is about.
             * @enum {string}
             */
            channel: "web" | "mobile" | "kiosk" | "tablet" | "phone" | "email" | "sms" | "adf";
            /** @description What for: marketing, service, … */
            purpose: string;
            /** @description Agreed, or refused. */
            granted: boolean;
            /** @description Version of the text that was shown. */
            textVersion?: string;
            /** @description Where it was given. */
            source?: string;
            /**
             * Format: date-time
             * @description When it was given.
             */
            recordedAt: string;
        };
        CustomerEngaged: {
            /**
             * @description A rep is with him. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOMER_ENGAGED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            occurredAt?: string;
            /** @description Where they are. */
            location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The rep.
             */
            salesRepId: string;
            /** @description `conversation`, `test_drive_request`, … */
            engagementType: string;
            /**
             * Format: uuid
             * @description The vehicle it is about.
             */
            vehicleId?: string;
        };
        CustomerEntered: {
            /**
             * @description Somebody came in. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOMER_ENTERED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            occurredAt?: string;
            /** @description Where he is. */
            location?: components["schemas"]["Location"];
            /** @description Else the customer’s latest score. */
            leadScore?: number;
        };
        CustomerExited: {
            /**
             * @description He left. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOMER_EXITED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            occurredAt?: string;
            /** @description Where he was last. */
            location?: components["schemas"]["Location"];
        };
        CustomerInterest: {
            /**
             * @description He looks at a vehicle. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOMER_INTEREST";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            occurredAt?: string;
            /** @description Where he is. */
            location?: components["schemas"]["Location"];
            /**
             * Format: uuid
             * @description The vehicle.
             */
            vehicleId: string;
            /** @description 0 none, 1 wants it. */
            interestLevel: number;
        };
        CustomerList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Customer"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        CustomerMoved: {
            /**
             * @description He walked. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "CUSTOMER_MOVED";
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The open visit, if known.
             */
            visitId?: string;
            /**
             * Format: date-time
             * @description When it happened, at most seven days ago; now if absent.
             */
            occurredAt?: string;
            /** @description Where he is now. */
            location: components["schemas"]["Location"];
        };
        DecodedVin: {
            /** @description In upper case. */
            vin: string;
            /** @description False when the check digit is wrong where it is law: a WMI from 1 to 5. */
            valid: boolean;
            /** @description Whether position 9 is the check digit. */
            checkDigitValid: boolean;
            /** @description Continent of the maker (ISO 3780). */
            region?: string;
            /** @description Country of the maker (ISO 3166). */
            country?: string;
            /** @description Who builds it. */
            manufacturer?: string;
            /** @description Make. */
            make?: string;
            /** @description Model. */
            model?: string;
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear?: number;
            /** @description Trim. */
            trim?: string;
            /** @description Type of body. */
            bodyStyle?: string;
            /** @description Driven wheels. */
            drivetrain?: string;
            /** @description Primary fuel. */
            fuelType?: string;
            /** @description Transmission. */
            transmission?: string;
            /**
             * Format: int32
             * @description Number of doors.
             */
            doors?: number;
            /**
             * Format: int32
             * @description Number of cylinders.
             */
            engineCylinders?: number;
            /** @description Where it was built. */
            plantCountry?: string;
            sources: components["schemas"]["VinSources"];
            /** @description Links. */
            _links: {
                /** @description This answer. */
                self: {
                    /** @description Path. */
                    href: string;
                };
            };
        };
        FacetCount: {
            /** @description As the filter takes it. */
            value: string;
            /**
             * Format: int32
             * @description Vehicles that have it.
             */
            count: number;
        };
        Floor: {
            /**
             * Format: int32
             * @description Floor number.
             */
            floor: number;
            /** @description Metres from the west wall to the east wall. */
            widthM: number;
            /** @description Metres from the south wall to the north wall. */
            depthM: number;
        };
        /** @description Where it stands. */
        FloorPosition: {
            /**
             * Format: int32
             * @description Floor number.
             */
            floor: number;
            /** @description Metres. */
            x: number;
            /** @description Metres. */
            y: number;
        };
        FloorVehicle: {
            /**
             * Format: uuid
             * @description The vehicle.
             */
            id: string;
            /** @description Make. */
            make: string;
            /** @description Model. */
            model: string;
            /** @description Type. */
            bodyStyle?: string;
            /** @description Status. */
            status: string;
            position: components["schemas"]["FloorPosition"];
        };
        FloorVisitor: {
            /**
             * Format: uuid
             * @description The visit.
             */
            visitId: string;
            /**
             * Format: uuid
             * @description Absent for a nameless guest.
             */
            customerId?: string;
            /** @description His name. */
            customerName?: string;
            /**
             * Format: date-time
             * @description Since when he is here.
             */
            enteredAt: string;
            /** @description Where he is. */
            location?: components["schemas"]["Location"];
            /** @description His score. */
            leadScore?: number;
            /**
             * Format: uuid
             * @description The rep who has him.
             */
            assignedTo?: string;
        };
        /** @description Where it is, for distances. */
        GeoPoint: {
            /** @description Latitude in degrees, WGS 84. */
            lat: number;
            /** @description Longitude in degrees, WGS 84. */
            lng: number;
        };
        Health: {
            /**
             * @description Always `UP`: a dead process does not answer.
             * @enum {string}
             */
            status: "UP";
            /**
             * Format: date-time
             * @description The time of this process.
             */
            timestamp: string;
        };
        Heatmap: {
            /** @description One square metre each. */
            cells: components["schemas"]["HeatmapCell"][];
            /**
             * Format: date-time
             * @description When it was worked out.
             */
            rebuiltAt: string;
            /**
             * Format: date-time
             * @description Of which hours on, where a window was asked for.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Until before which hour.
             */
            to?: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        HeatmapCell: {
            /**
             * Format: int32
             * @description Floor number.
             */
            floor: number;
            /**
             * Format: int32
             * @description Metres to its west side.
             */
            x: number;
            /**
             * Format: int32
             * @description Metres to its south side.
             */
            y: number;
            /**
             * Format: int32
             * @description Time spent in it.
             */
            seconds: number;
            /**
             * Format: int32
             * @description Distinct visitors.
             */
            visitors: number;
        };
        Hold: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /**
             * Format: uuid
             * @description The vehicle that is kept.
             */
            vehicleId: string;
            /**
             * @description Whether the vehicle is still kept.
             * @enum {string}
             */
            status: "live" | "ended";
            /**
             * Format: uuid
             * @description Who made it.
             */
            heldBy: string;
            /**
             * Format: uuid
             * @description The showroom for which it is kept.
             */
            showroomId: string;
            /**
             * Format: uuid
             * @description With which the vehicle was asked for.
             */
            transferId?: string;
            /**
             * Format: uuid
             * @description For whom it is kept.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The interest that it is kept for.
             */
            leadId?: string;
            /**
             * Format: date-time
             * @description When it ends by itself: within seven days from now.
             */
            until: string;
            /** @description For colleagues; nobody else is told. */
            note?: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            endedAt?: string;
            /**
             * @description Why it is over.
             * @enum {string}
             */
            endReason?: "released" | "expired" | "sold" | "withdrawn";
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        Import: {
            /**
             * Format: uuid
             * @description The import, and its operation.
             */
            id: string;
            /**
             * Format: uuid
             * @description Showroom of the vehicles, where one was given.
             */
            showroomId?: string;
            /** @description Whether nothing was written. */
            dryRun: boolean;
            /** @description Whether what it does not name was to be withdrawn. */
            full: boolean;
            /**
             * @description Of its operation.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed";
            /** @description How much is done, from 0 to 1. */
            progress: number;
            /** @description Of its operation. */
            result?: {
                [key: string]: unknown;
            };
            /** @description Why it has failed as a whole. */
            error?: {
                /** @description Stable, snake_case. */
                code: string;
                /** @description In words. */
                detail: string;
            };
            /**
             * Format: date-time
             * @description When it was handed in.
             */
            createdAt: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ImportList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Import"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ImportMapping: {
            /** @description From the name of a column to the field that it holds; `ignore` leaves it out. */
            columns: {
                [key: string]: "externalId" | "vin" | "stockNumber" | "showroom" | "condition" | "certified" | "modelYear" | "make" | "model" | "trim" | "bodyStyle" | "fuelType" | "transmission" | "drivetrain" | "exteriorColor" | "interiorColor" | "mileage" | "price" | "salePrice" | "msrp" | "cost" | "features" | "photos" | "status" | "inStockSince" | "ignore";
            };
        };
        InvitationAcceptance: {
            /** @description From the mail. Works once. */
            token: string;
            /**
             * Format: password
             * @description At least 8 characters of any kind; neither a common password nor one that is known of you.
             */
            password: string;
        };
        IssuedApiClient: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /** @description What it is called, for those who administer it. */
            name: string;
            /**
             * @description What it is.
             * @enum {string}
             */
            kind: "integration" | "website" | "kiosk";
            /** @description What it may do. */
            scopes: string[];
            /**
             * Format: uuid
             * @description The one showroom that it is bound to; absent: all.
             */
            showroomId?: string;
            /** @description The last four characters of the newest secret or key, to know it again by. */
            secretEnd: string;
            /**
             * Format: date-time
             * @description An instant, RFC 3339.
             */
            createdAt: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            /**
             * Format: uuid
             * @description `client_id` at `POST /auth/token`: integrations.
             */
            clientId?: string;
            /** @description `client_secret` there. Answered once, never again. */
            clientSecret?: string;
            /** @description The bearer token of a website or kiosk. Answered once, never again. */
            publishableKey?: string;
            /**
             * Format: date-time
             * @description Until when the secret or key before this one is good.
             */
            previousExpiresAt?: string;
        };
        /** @description For a user without a password; shown once, and sent by mail. */
        IssuedToken: {
            /** @description Good once, for `POST /auth/invitations/accept` or `POST /auth/password/reset`. */
            token: string;
            /**
             * Format: date-time
             * @description When it stops working.
             */
            expiresAt: string;
        };
        KeySet: {
            /** @description Every key that is believed. */
            keys: components["schemas"]["PublicKey"][];
        };
        Lead: {
            /**
             * Format: uuid
             * @description The lead.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose it is.
             */
            customerId: string;
            /**
             * Format: uuid
             * @description Who is to answer.
             */
            showroomId: string;
            /** @description Where it came from. */
            source: string;
            /**
             * @description How the shopper came.
             * @enum {string}
             */
            upType: "showroom" | "internet" | "phone" | "campaign" | "unknown";
            /**
             * @description How far it has come.
             * @enum {string}
             */
            status: "new" | "attempted" | "contacted" | "appointment" | "visit" | "proposal" | "sold" | "lost" | "duplicate" | "invalid";
            /** @description What it is about. */
            vehicles: components["schemas"]["LeadVehicle"][];
            budget?: components["schemas"]["Budget"];
            /**
             * @description When he wants to buy.
             * @enum {string}
             */
            timeframe?: "immediately" | "this_week" | "this_month" | "three_months" | "later" | "unknown";
            /** @description How he wants to be reached. */
            contactMethods: ("email" | "phone" | "sms")[];
            /** @description His words. */
            comments?: string;
            /**
             * Format: uuid
             * @description The rep who has it.
             */
            assignedTo?: string;
            /**
             * Format: uuid
             * @description The open lead that it repeats.
             */
            duplicateOf?: string;
            /**
             * Format: date-time
             * @description When the shopper asked.
             */
            requestedAt: string;
            /**
             * Format: date-time
             * @description When we got it.
             */
            receivedAt: string;
            /**
             * Format: date-time
             * @description When somebody first answered him.
             */
            respondedAt?: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        LeadList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Lead"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        LeadReceipt: {
            /**
             * Format: uuid
             * @description The lead.
             */
            id: string;
            /**
             * Format: uuid
             * @description Who is to answer.
             */
            showroomId: string;
            /**
             * @description How far it has come.
             * @enum {string}
             */
            status: "new" | "attempted" | "contacted" | "appointment" | "visit" | "proposal" | "sold" | "lost" | "duplicate" | "invalid";
            /**
             * Format: date-time
             * @description When we got it.
             */
            receivedAt: string;
        };
        LeadScore: {
            /** @description 0 never, 1 certainly. */
            score: number;
            /**
             * @description Who gave it.
             * @enum {string}
             */
            source: "service" | "model" | "rules";
            /** @description Version of the model or scorecard. */
            modelVersion: string;
            /** @description Log-odds before any feature. */
            baseValue: number;
            /** @description With the base value they add up to the log-odds of the score. */
            contributions: components["schemas"]["ScoreContribution"][];
            /**
             * Format: date-time
             * @description When.
             */
            scoredAt: string;
            /** @description Why the scoring service did not give it. */
            reason?: string;
        };
        LeadVehicle: {
            /**
             * Format: uuid
             * @description A vehicle of the group.
             */
            vehicleId?: string;
            /** @description Make. */
            make: string;
            /** @description Model. */
            model: string;
            /**
             * Format: int32
             * @description Model year.
             */
            year?: number;
            /**
             * @description What the shopper wants of it.
             * @enum {string}
             */
            interest: "buy" | "lease" | "test-drive" | "trade-in" | "sell";
            /**
             * @description Condition.
             * @enum {string}
             */
            condition?: "new" | "used" | "cpo";
        };
        /** @description Where to go, and how. */
        Link: {
            /** @description URL reference. */
            href: string;
            /** @description When it is not GET. */
            method?: string;
        };
        ListedVehicle: {
            /** @description 17 characters without I, O and Q; unique in the group. */
            vin?: string;
            /** @description Id in a system of the dealer’s own; unique in the group. */
            externalId?: string;
            /** @description The dealer’s own number; unique in the group. */
            stockNumber?: string;
            /** @description Trim level. */
            trim?: string;
            /** @description Type: SUV, sedan, … */
            bodyStyle?: string;
            /** @description Gasoline, hybrid, electric, … */
            fuelType?: string;
            /** @description Automatic, manual, … */
            transmission?: string;
            /** @description FWD, AWD, … */
            drivetrain?: string;
            /** @description Colour outside. */
            exteriorColor?: string;
            /** @description Colour inside. */
            interiorColor?: string;
            /**
             * Format: uuid
             * @description Showroom that has the vehicle.
             */
            showroomId?: string;
            /**
             * @description Where it stands in its life.
             * @enum {string}
             */
            status?: "in_transit" | "available" | "held" | "sold" | "withdrawn";
            /**
             * @description New, used, or certified pre-owned.
             * @enum {string}
             */
            condition?: "new" | "used" | "cpo";
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear?: number;
            /** @description Make. */
            make?: string;
            /** @description Model. */
            model?: string;
            /**
             * Format: int32
             * @description In the showroom’s unit of distance.
             */
            mileage?: number;
            /** @description Asking price, in the currency of the showroom. */
            price?: components["schemas"]["Money"];
            /** @description Manufacturer’s suggested retail price. */
            msrp?: components["schemas"]["Money"];
            /** @description What the dealer paid; managers only. */
            cost?: components["schemas"]["Money"];
            /** @description Fixed overhead added to the cost; managers only. */
            pack?: components["schemas"]["Money"];
            /** @description Equipment, in words. */
            features?: string[];
            /** @description Pictures, the first one first. */
            photos?: components["schemas"]["VehiclePhoto"][];
            position?: components["schemas"]["VehiclePosition"];
            /** @description On the floor, for everybody to see. */
            displayed?: boolean;
            /**
             * Format: date-time
             * @description Since when in stock.
             */
            inStockSince?: string;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            createdAt?: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt?: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version?: number;
            /**
             * @description Where it is, seen from the showroom of `near`.
             * @enum {string}
             */
            availability?: "here" | "in_transit" | "other_showroom";
            /** @description As the crow flies; absent where a location is not known. */
            distanceKm?: number;
            /**
             * Format: int32
             * @description Days to bring it over: 1 up to 80 km, and 1 for each further 400 km begun.
             */
            transferDays?: number;
            /** @description By relation. */
            _links?: {
                [key: string]: components["schemas"]["Link"];
            };
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
        };
        LiveFloor: {
            /** @description Who is here, the longest first. */
            customers: components["schemas"]["FloorVisitor"][];
            /** @description What is displayed. */
            vehicles: components["schemas"]["FloorVehicle"][];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description A point on the plan of a floor. */
        Location: {
            /**
             * Format: int32
             * @description Floor number.
             */
            floor: number;
            /** @description Metres from the west wall. */
            x: number;
            /** @description Metres from the south wall. */
            y: number;
            /** @description Name of the zone, if known. */
            zone?: string;
        };
        Login: {
            /**
             * Format: email
             * @description Compared without regard to case.
             */
            email: string;
            /**
             * Format: password
             * @description The password, as the user chose it.
             */
            password: string;
            /** @description A code of the app, or a recovery code, where the user has a second factor. */
            totp?: string;
        };
        Logout: {
            /** @description Any refresh token of the session to be ended. */
            refreshToken: string;
        };
        /** @description An amount of money, in minor units of its currency. */
        Money: {
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        NewApiClient: {
            /**
             * @description A system that the dealer trusts.
             * @enum {string}
             */
            kind: "integration";
            /** @description What it is called, for those who administer it. */
            name: string;
            /** @description What it may do, and nothing else. */
            scopes: string[];
            /**
             * Format: uuid
             * @description The one showroom that it is bound to; absent: all.
             */
            showroomId?: string;
        } | {
            /**
             * @description A page that anybody may read, with its key.
             * @enum {string}
             */
            kind: "website";
            /** @description What it is called, for those who administer it. */
            name: string;
            /**
             * Format: uuid
             * @description The one showroom that it is bound to; absent: all.
             */
            showroomId?: string;
        } | {
            /**
             * @description A screen in a showroom.
             * @enum {string}
             */
            kind: "kiosk";
            /** @description What it is called, for those who administer it. */
            name: string;
            /**
             * Format: uuid
             * @description The showroom that it stands in.
             */
            showroomId: string;
        };
        NewLead: {
            /**
             * Format: uuid
             * @description The showroom that is to answer.
             */
            showroomId: string;
            /** @description Where it came from: `website`, `marketplace`, … */
            source: string;
            /**
             * @description How the shopper came.
             * @default internet
             * @enum {string}
             */
            upType?: "showroom" | "internet" | "phone" | "campaign" | "unknown";
            /**
             * @description When he wants to buy.
             * @enum {string}
             */
            timeframe?: "immediately" | "this_week" | "this_month" | "three_months" | "later" | "unknown";
            /**
             * @description How he wants to be reached.
             * @default []
             */
            contactMethods?: ("email" | "phone" | "sms")[];
            /** @description His words. */
            comments?: string;
            budget?: components["schemas"]["Budget"];
            /**
             * @description What it is about.
             * @default []
             */
            vehicles?: components["schemas"]["NewLeadVehicle"][];
            /**
             * Format: uuid
             * @description A known customer.
             */
            customerId?: string;
            customer?: components["schemas"]["NewLeadCustomer"];
        };
        /** @description Or who he says he is. */
        NewLeadCustomer: {
            /** @description First name. */
            firstName?: string;
            /** @description Last name. */
            lastName?: string;
            /**
             * Format: email
             * @description E-mail address.
             */
            email?: string;
            /** @description Stored as E.164. */
            phone?: string;
        };
        NewLeadVehicle: {
            /**
             * Format: uuid
             * @description A vehicle of the group; then it names itself.
             */
            vehicleId?: string;
            /** @description Needed without `vehicleId`. */
            make?: string;
            /** @description Needed without `vehicleId`. */
            model?: string;
            /**
             * Format: int32
             * @description Model year.
             */
            year?: number;
            /**
             * @description What the shopper wants of it.
             * @default buy
             * @enum {string}
             */
            interest?: "buy" | "lease" | "test-drive" | "trade-in" | "sell";
            /**
             * @description New, used or certified pre-owned.
             * @enum {string}
             */
            condition?: "new" | "used" | "cpo";
        };
        NewShowroom: {
            /** @description Name, as customers know it. */
            name: string;
            /** @description IANA name of the time zone. */
            timeZone: string;
            /** @description ISO 4217 code of what prices are in. */
            currency: string;
            address?: components["schemas"]["Address"];
            location?: components["schemas"]["GeoPoint"];
            /** @description Monday to Saturday, 09:00 to 18:00, if absent. */
            openingHours?: components["schemas"]["OpeningHours"];
            /** @description None if absent: positions are then refused. */
            floors?: components["schemas"]["Floor"][];
        };
        NewUser: {
            /**
             * Format: email
             * @description What the user logs in with; stored in lower case, unique over all dealer groups.
             */
            email: string;
            /** @description Full name. */
            name: string;
            /** @description With its country code. */
            phone?: string;
            /**
             * @description Sales managers make sales reps only.
             * @enum {string}
             */
            role: "admin" | "sales_manager" | "sales_rep";
            /**
             * @description None for administrators; at least one where a sales manager asks.
             * @default []
             */
            showroomIds?: string[];
            /**
             * Format: password
             * @description The first password; without it the user is invited to choose one.
             */
            password?: string;
        };
        NewUserAccount: {
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /**
             * Format: email
             * @description What the user logs in with; stored in lower case, unique over all dealer groups.
             */
            email: string;
            /** @description Full name. */
            name: string;
            /** @description E.164; where text messages go. */
            phone?: string;
            /**
             * @description What the user may do.
             * @enum {string}
             */
            role: "admin" | "sales_manager" | "sales_rep";
            /** @description Where a sales manager or rep may work, the oldest showroom first; empty for administrators, who may work everywhere. */
            showroomIds: string[];
            /**
             * @description `invited` users have not chosen a password yet; `disabled` ones cannot log in.
             * @enum {string}
             */
            status: "active" | "invited" | "disabled";
            /**
             * Format: date-time
             * @description When the account was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Since when the user is disabled.
             */
            disabledAt?: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
            invitation?: components["schemas"]["IssuedToken"];
        };
        /** @description By day of the week; a day that is absent is closed. */
        OpeningHours: {
            /** @description Intervals of a monday, in order. */
            monday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a tuesday, in order. */
            tuesday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a wednesday, in order. */
            wednesday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a thursday, in order. */
            thursday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a friday, in order. */
            friday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a saturday, in order. */
            saturday?: components["schemas"]["OpeningInterval"][];
            /** @description Intervals of a sunday, in order. */
            sunday?: components["schemas"]["OpeningInterval"][];
        };
        OpeningInterval: {
            /** @description Local time, `HH:MM`. */
            opens: string;
            /** @description Local time, `HH:MM`; `24:00` is midnight. */
            closes: string;
        };
        Operation: {
            /**
             * Format: uuid
             * @description The operation.
             */
            id: string;
            /** @description Plural resource and verb. */
            type: string;
            /**
             * @description `pending` waits for its turn.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed";
            /** @description How much is done, from 0 to 1. */
            progress: number;
            /**
             * Format: int32
             * @description Rows that are done.
             */
            processed: number;
            /** @description What came of it, by the kind of work; once it has succeeded. */
            result?: {
                [key: string]: unknown;
            };
            /** @description Why it has failed as a whole. */
            error?: {
                /** @description Stable, snake_case. */
                code: string;
                /** @description In words. */
                detail: string;
            };
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it has ended.
             */
            finishedAt?: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        OperationRow: {
            /**
             * Format: int32
             * @description Number of the row, from 1; absent for what was not handed in.
             */
            row?: number;
            /**
             * @description What became of it.
             * @enum {string}
             */
            status: "created" | "updated" | "unchanged" | "withdrawn" | "failed";
            /**
             * Format: uuid
             * @description What it was made into, or concerns.
             */
            resourceId?: string;
            /** @description Why it failed, or was left as it is. */
            errors: components["schemas"]["OperationRowError"][];
        };
        OperationRowError: {
            /** @description The field, RFC 6901. */
            pointer?: string;
            /** @description Stable, snake_case. */
            code: string;
            /** @description In words. */
            detail: string;
        };
        OperationRowList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["OperationRow"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        Organization: {
            /**
             * Format: uuid
             * @description The dealer group.
             */
            id: string;
            /** @description Whose log-ins need a second factor. Without one they are let in to enrol it only. */
            secondFactorRequiredFor: ("admin" | "sales_manager" | "sales_rep")[];
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        OrganizationPatch: {
            /** @description Whose log-ins need a second factor. Without one they are let in to enrol it only. */
            secondFactorRequiredFor: ("admin" | "sales_manager" | "sales_rep")[];
        };
        PasswordChange: {
            /**
             * Format: password
             * @description The present password.
             */
            currentPassword: string;
            /**
             * Format: password
             * @description At least 8 characters of any kind; neither a common password nor one that is known of you.
             */
            newPassword: string;
        };
        PasswordReset: {
            /** @description From the mail. Works once. */
            token: string;
            /**
             * Format: password
             * @description At least 8 characters of any kind; neither a common password nor one that is known of you.
             */
            newPassword: string;
        };
        PasswordResetRequest: {
            /**
             * Format: email
             * @description With which the user logs in.
             */
            email: string;
        };
        PriceChange: {
            /** @description Asking price from then on; absent: none. */
            price?: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description Since when.
             */
            changedAt: string;
            /**
             * Format: uuid
             * @description The user who changed it; managers only.
             */
            changedBy?: string;
        };
        PriceHistory: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["PriceChange"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        Problem: {
            /** @description `/problems/{code}`: a page about this error. */
            type: string;
            /** @description The same for every occurrence of the code. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description This occurrence, for people. */
            detail: string;
            /** @description Path of the request. */
            instance?: string;
            /** @description Stable: decide by this, not by the texts. */
            code: string;
            /** @description Names the request in our logs. */
            requestId: string;
            /** @description Each fault, where several can be told. */
            errors?: components["schemas"]["ProblemError"][];
        };
        ProblemError: {
            /** @description RFC 6901 pointer to the field of the body or the parameter. */
            pointer?: string;
            /** @description Name of the parameter or header. */
            parameter?: string;
            /** @description Stable code of this fault. */
            code: string;
            /** @description What is wrong with it. */
            detail: string;
        };
        PublicKey: {
            /**
             * @description Kind of key.
             * @enum {string}
             */
            kty: "EC";
            /**
             * @description Curve.
             * @enum {string}
             */
            crv: "P-256";
            /** @description First coordinate, base64url. */
            x: string;
            /** @description Second coordinate, base64url. */
            y: string;
            /** @description RFC 7638 thumbprint; the `kid` of tokens. */
            kid: string;
            /**
             * @description Algorithm of the signatures.
             * @enum {string}
             */
            alg: "ES256";
            /**
             * @description For signatures.
             * @enum {string}
             */
            use: "sig";
        };
        Readiness: {
            /**
             * @description `DEGRADED`: it serves, but slower or with less than it could.
             * @enum {string}
             */
            status: "READY" | "DEGRADED" | "NOT_READY";
            /** @description State of each dependency; `disabled` is not configured here. */
            dependencies: {
                /**
                 * @description MariaDB; decides whether this process can serve.
                 * @enum {string}
                 */
                database: "up" | "down" | "disabled";
                /**
                 * @description Redis; without it things are slower, never lost.
                 * @enum {string}
                 */
                cache: "up" | "down" | "disabled";
                /**
                 * @description Lead scoring; without it rules give the score.
                 * @enum {string}
                 */
                scoring: "up" | "down" | "disabled";
                /**
                 * @description SMS provider; without it messages wait.
                 * @enum {string}
                 */
                sms: "up" | "down" | "disabled";
            };
        };
        RealtimeTicket: {
            /** @description Opens one WebSocket, once. */
            ticket: string;
            /**
             * Format: int32
             * @description Seconds until it is worth nothing.
             */
            expiresIn: number;
        };
        RecoveryCodes: {
            /** @description Shown this once. Each is good for one log-in when the app is lost. */
            recoveryCodes: string[];
        };
        Refresh: {
            /** @description As the last log-in or refresh answered it. */
            refreshToken: string;
        };
        Rotation: {
            /** @description Next rep first. */
            data: components["schemas"]["RotationEntry"][];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description The decision as it was made. */
        RotationDecision: {
            /**
             * Format: uuid
             * @description The decision.
             */
            id: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            showroomId: string;
            /**
             * Format: uuid
             * @description The visit.
             */
            visitId: string;
            /**
             * @description How it came about.
             * @enum {string}
             */
            kind: "automatic" | "next_candidate" | "manual";
            /** @description Version of the rule that decided. */
            ruleVersion: string;
            /** @description Everybody, in order, and why. */
            candidates: components["schemas"]["Candidate"][];
            /** @description The first three who were available. */
            shortlist: string[];
            /**
             * Format: uuid
             * @description Who got the customer; absent when nobody could.
             */
            assignedTo?: string;
            /**
             * Format: uuid
             * @description The manager, when by hand.
             */
            decidedBy?: string;
            /** @description The manager’s reason. */
            reason?: string;
            /**
             * Format: date-time
             * @description When.
             */
            decidedAt: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        RotationDecisionList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["RotationDecision"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        RotationEntry: {
            /**
             * Format: uuid
             * @description The rep.
             */
            userId: string;
            /** @description Whether he can take a customer now. */
            eligible: boolean;
            /**
             * @description Why not, or `available`.
             * @enum {string}
             */
            reason: "available" | "asked" | "with_customer" | "with_customer_elsewhere" | "paused" | "not_checked_in";
        };
        RotationReplay: {
            decision: components["schemas"]["RotationDecision"];
            /** @description The rule that decided again; the same, if known. */
            ruleVersion: string;
            /**
             * Format: uuid
             * @description Who the rule chooses over the same facts.
             */
            assignedTo?: string;
            /** @description Whether that is the same answer, for every candidate. */
            same: boolean;
        };
        ScoreContribution: {
            /** @description Name of the feature. */
            feature: string;
            /** @description Its value for this lead. */
            value: string | number | boolean;
            /** @description What it adds to the log-odds. */
            contribution: number;
        };
        SecondFactor: {
            /** @description Whether log-ins need a code. */
            enabled: boolean;
            /**
             * Format: int32
             * @description Recovery codes that were not used yet.
             */
            recoveryCodesLeft: number;
            /**
             * Format: date-time
             * @description Since when.
             */
            activatedAt?: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        SecondFactorProof: {
            /**
             * Format: password
             * @description The password of the caller, once more.
             */
            password: string;
            /** @description What the app shows, or a recovery code. */
            code: string;
        };
        SecretRotation: {
            /**
             * Format: int32
             * @description Hours for which the last secret or key stays good; 0 ends it now.
             * @default 24
             */
            graceHours?: number;
        };
        Session: {
            /**
             * Format: uuid
             * @description The session.
             */
            id: string;
            /** @description Whether this very request belongs to it. */
            current: boolean;
            /**
             * Format: date-time
             * @description When the user logged in.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it was refreshed last, or began.
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description When it ends unless it is refreshed before.
             */
            expiresAt: string;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        SessionList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Session"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        Showroom: {
            /**
             * Format: uuid
             * @description The showroom.
             */
            id: string;
            /** @description Name, as customers know it. */
            name: string;
            /** @description IANA name of the time zone. */
            timeZone: string;
            /** @description ISO 4217 code of what prices are in. */
            currency: string;
            address?: components["schemas"]["Address"];
            location?: components["schemas"]["GeoPoint"];
            openingHours: components["schemas"]["OpeningHours"];
            /** @description The plan that positions refer to. */
            floors: components["schemas"]["Floor"][];
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ShowroomList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Showroom"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        ShowroomPatch: {
            /** @description Name, as customers know it. */
            name?: string;
            /** @description IANA name of the time zone. */
            timeZone?: string;
            /** @description ISO 4217 code of what prices are in. */
            currency?: string;
            /** @description Replaced as a whole; null removes it. */
            address?: {
                /** @description Street and number. */
                street?: string;
                /** @description City. */
                city?: string;
                /** @description State or province. */
                region?: string;
                /** @description Postal code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2. */
                country?: string;
            } | null;
            /** @description null removes it. */
            location?: {
                /** @description Latitude in degrees, WGS 84. */
                lat: number;
                /** @description Longitude in degrees, WGS 84. */
                lng: number;
            } | null;
            /** @description Replaced as a whole. */
            openingHours?: components["schemas"]["OpeningHours"];
            /** @description Replaced as a whole. */
            floors?: components["schemas"]["Floor"][];
        };
        StaffList: {
            /** @description In the order of the up list. */
            data: components["schemas"]["StaffMember"][];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        StaffMember: {
            /**
             * Format: uuid
             * @description The rep.
             */
            userId: string;
            /** @description His name. */
            name: string;
            /** @description Checked in, not paused, no assigned visit. */
            isAvailable: boolean;
            /** @description Takes no customers until the pause is ended. */
            paused: boolean;
            /**
             * Format: date-time
             * @description When he last got a customer.
             */
            lastAssignedAt?: string;
            /**
             * Format: date-time
             * @description Since when he is at work.
             */
            checkedInAt?: string;
            /**
             * Format: uuid
             * @description The visit he has.
             */
            assignedVisitId?: string;
        };
        StaffUpdate: {
            /** @description False pauses the rep; true ends it. */
            isAvailable: boolean;
        };
        Startup: {
            /**
             * @description Whether the start is over.
             * @enum {string}
             */
            status: "STARTED" | "STARTING";
        };
        TestDrive: {
            /**
             * Format: uuid
             * @description The test drive.
             */
            id: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            showroomId: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            vehicleId: string;
            /**
             * Format: uuid
             * @description The customer; absent for a nameless guest.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description The visit in which it was asked for.
             */
            visitId?: string;
            /**
             * Format: uuid
             * @description The lead it belongs to.
             */
            leadId?: string;
            /**
             * Format: uuid
             * @description The rep who comes along.
             */
            salesRepId?: string;
            /**
             * @description Where it stands; `requested` has no time yet.
             * @enum {string}
             */
            status: "requested" | "scheduled" | "started" | "completed" | "cancelled" | "no_show";
            /**
             * Format: date-time
             * @description When it begins.
             */
            startsAt?: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            endsAt?: string;
            /**
             * @description How it came about.
             * @enum {string}
             */
            source: "visit";
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TestDriveList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["TestDrive"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TokenError: {
            /**
             * @description What is wrong.
             * @enum {string}
             */
            error: "invalid_request" | "invalid_client" | "invalid_scope" | "unsupported_grant_type";
            /** @description The same in words. */
            error_description: string;
        };
        TokenGrant: {
            /** @description Sent as `Authorization: Bearer {accessToken}`. Opaque to clients. */
            accessToken: string;
            /**
             * @description How the token is sent.
             * @enum {string}
             */
            tokenType: "Bearer";
            /**
             * @description Seconds until the access token expires.
             * @enum {number}
             */
            expiresIn: 900;
            /** @description Good for one `POST /auth/refresh`. To be kept safe. */
            refreshToken: string;
            /**
             * Format: int32
             * @description Seconds until the refresh token expires: 7 days, or what the session has left.
             */
            refreshExpiresIn: number;
            /**
             * @description There when the access token is good for nothing but to enrol a second factor.
             * @enum {boolean}
             */
            secondFactorRequired?: true;
        };
        TokenRequest: {
            /** @description `client_credentials`. */
            grant_type: string;
            /** @description Some of the scopes of the client; absent: all. */
            scope?: string;
            /** @description By `client_secret_post`. */
            client_id?: string;
            /** @description By `client_secret_post`. */
            client_secret?: string;
        };
        TokenResponse: {
            /** @description To be sent as bearer token. */
            access_token: string;
            /**
             * @description How it is sent.
             * @enum {string}
             */
            token_type: "Bearer";
            /**
             * Format: int32
             * @description Seconds that it lives.
             */
            expires_in: number;
            /** @description What it is good for, separated by blanks. */
            scope?: string;
        };
        TotpActivation: {
            /** @description What the app shows. */
            code: string;
        };
        TotpEnrolment: {
            /** @description For those who type it into their app: base32, SHA-1, 6 digits, 30 seconds. */
            secret: string;
            /** @description For the app, shown as a QR code. */
            otpauthUrl: string;
            /**
             * Format: date-time
             * @description Until when it can be activated.
             */
            expiresAt: string;
        };
        TotpEnrolmentRequest: {
            /**
             * Format: password
             * @description The password of the caller, once more.
             */
            password: string;
        };
        Transfer: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /**
             * Format: uuid
             * @description The vehicle that is wanted.
             */
            vehicleId: string;
            /**
             * Format: uuid
             * @description The hold with which it was asked for.
             */
            holdId: string;
            /**
             * Format: uuid
             * @description The showroom that gives it.
             */
            fromShowroomId: string;
            /**
             * Format: uuid
             * @description The showroom that has asked for it.
             */
            toShowroomId: string;
            /**
             * Format: uuid
             * @description Who made the hold.
             */
            requestedBy: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "requested" | "approved" | "in_transit" | "received" | "declined" | "cancelled";
            /**
             * @description Why it was cancelled.
             * @enum {string}
             */
            cancelReason?: "by_hand" | "released" | "expired" | "sold" | "withdrawn" | "moved";
            /** @description For colleagues; nobody else is told. */
            note?: string;
            /**
             * Format: uuid
             * @description Who changed it last; absent: it did by itself.
             */
            updatedBy?: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        TransferList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Transfer"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        UpdateHold: {
            /**
             * Format: date-time
             * @description When it ends by itself: within seven days from now.
             */
            until: string;
        };
        UpdateTransfer: {
            /**
             * @description What becomes of it, if that may follow.
             * @enum {string}
             */
            status: "approved" | "in_transit" | "received" | "declined" | "cancelled";
            /** @description For colleagues; nobody else is told. */
            note?: string;
        };
        UpdateVehicle: {
            /**
             * Format: uuid
             * @description Showroom that has the vehicle.
             */
            showroomId?: string;
            /**
             * @description New, used, or certified pre-owned.
             * @enum {string}
             */
            condition?: "new" | "used" | "cpo";
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear?: number;
            /** @description Make. */
            make?: string;
            /** @description Model. */
            model?: string;
            /** @description 17 characters without I, O and Q; unique in the group. */
            vin?: string | null;
            /** @description Id in a system of the dealer’s own; unique in the group. */
            externalId?: string | null;
            /** @description The dealer’s own number; unique in the group. */
            stockNumber?: string | null;
            /** @description Trim level. */
            trim?: string | null;
            /** @description Type: SUV, sedan, … */
            bodyStyle?: string | null;
            /** @description Gasoline, hybrid, electric, … */
            fuelType?: string | null;
            /** @description Automatic, manual, … */
            transmission?: string | null;
            /** @description FWD, AWD, … */
            drivetrain?: string | null;
            /** @description Colour outside. */
            exteriorColor?: string | null;
            /** @description Colour inside. */
            interiorColor?: string | null;
            /** @description Asking price, in the currency of the showroom. */
            price?: components["schemas"]["Money"] | null;
            /** @description Manufacturer’s suggested retail price. */
            msrp?: components["schemas"]["Money"] | null;
            /** @description What the dealer paid; managers only. */
            cost?: components["schemas"]["Money"] | null;
            /** @description Fixed overhead added to the cost; managers only. */
            pack?: components["schemas"]["Money"] | null;
            /**
             * @description The next status, if it may follow.
             * @enum {string}
             */
            status?: "in_transit" | "available" | "held" | "sold" | "withdrawn";
            /**
             * Format: int32
             * @description May be corrected downwards.
             */
            mileage?: number;
            /** @description Equipment, in words. */
            features?: string[];
            /** @description Pictures, the first one first. */
            photos?: components["schemas"]["VehiclePhoto"][];
            /** @description `null` takes it off the floor. */
            position?: {
                /**
                 * Format: int32
                 * @description Floor number.
                 */
                floor: number;
                /** @description Metres from the west wall. */
                x: number;
                /** @description Metres from the south wall. */
                y: number;
            } | null;
            /** @description On the floor; follows `position` unless given. */
            displayed?: boolean;
            /**
             * Format: date-time
             * @description Since when in stock: from 1900 on, and no more than a day ahead.
             */
            inStockSince?: string;
        };
        /** @description Who has logged in. */
        User: {
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /**
             * Format: uuid
             * @description The dealer group that the user belongs to.
             */
            organizationId: string;
            /**
             * Format: email
             * @description Compared without regard to case.
             */
            email: string;
            /** @description Full name. */
            name: string;
            /** @description E.164; where text messages go. */
            phone?: string;
            /**
             * @description What the user may do.
             * @enum {string}
             */
            role: "admin" | "sales_manager" | "sales_rep";
            /** @description Where the user may work, the oldest showroom first. */
            showrooms: components["schemas"]["AccessibleShowroom"][];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        UserAccount: {
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /**
             * Format: email
             * @description What the user logs in with; stored in lower case, unique over all dealer groups.
             */
            email: string;
            /** @description Full name. */
            name: string;
            /** @description E.164; where text messages go. */
            phone?: string;
            /**
             * @description What the user may do.
             * @enum {string}
             */
            role: "admin" | "sales_manager" | "sales_rep";
            /** @description Where a sales manager or rep may work, the oldest showroom first; empty for administrators, who may work everywhere. */
            showroomIds: string[];
            /**
             * @description `invited` users have not chosen a password yet; `disabled` ones cannot log in.
             * @enum {string}
             */
            status: "active" | "invited" | "disabled";
            /**
             * Format: date-time
             * @description When the account was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Since when the user is disabled.
             */
            disabledAt?: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        UserAccountList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["UserAccount"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        UserPatch: {
            /** @description Full name. */
            name?: string;
            /** @description With its country code; null removes it. */
            phone?: string | null;
            /**
             * @description Whoever becomes an administrator needs no showrooms.
             * @enum {string}
             */
            role?: "admin" | "sales_manager" | "sales_rep";
            /** @description Replaced as a whole. */
            showroomIds?: string[];
            /** @description True ends all sessions; false lets the user log in again. */
            disabled?: boolean;
        };
        Vehicle: {
            /**
             * Format: uuid
             * @description A UUIDv7.
             */
            id: string;
            /** @description 17 characters without I, O and Q; unique in the group. */
            vin?: string;
            /** @description Id in a system of the dealer’s own; unique in the group. */
            externalId?: string;
            /** @description The dealer’s own number; unique in the group. */
            stockNumber?: string;
            /** @description Trim level. */
            trim?: string;
            /** @description Type: SUV, sedan, … */
            bodyStyle?: string;
            /** @description Gasoline, hybrid, electric, … */
            fuelType?: string;
            /** @description Automatic, manual, … */
            transmission?: string;
            /** @description FWD, AWD, … */
            drivetrain?: string;
            /** @description Colour outside. */
            exteriorColor?: string;
            /** @description Colour inside. */
            interiorColor?: string;
            /**
             * Format: uuid
             * @description Showroom that has the vehicle.
             */
            showroomId: string;
            /**
             * @description Where it stands in its life.
             * @enum {string}
             */
            status: "in_transit" | "available" | "held" | "sold" | "withdrawn";
            /**
             * @description New, used, or certified pre-owned.
             * @enum {string}
             */
            condition: "new" | "used" | "cpo";
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear: number;
            /** @description Make. */
            make: string;
            /** @description Model. */
            model: string;
            /**
             * Format: int32
             * @description In the showroom’s unit of distance.
             */
            mileage: number;
            /** @description Asking price, in the currency of the showroom. */
            price?: components["schemas"]["Money"];
            /** @description Manufacturer’s suggested retail price. */
            msrp?: components["schemas"]["Money"];
            /** @description What the dealer paid; managers only. */
            cost?: components["schemas"]["Money"];
            /** @description Fixed overhead added to the cost; managers only. */
            pack?: components["schemas"]["Money"];
            /** @description Equipment, in words. */
            features: string[];
            /** @description Pictures, the first one first. */
            photos: components["schemas"]["VehiclePhoto"][];
            position?: components["schemas"]["VehiclePosition"];
            /** @description On the floor, for everybody to see. */
            displayed: boolean;
            /**
             * Format: date-time
             * @description Since when in stock.
             */
            inStockSince: string;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description What is allowed but looks wrong. */
            warnings?: {
                /** @description The field, RFC 6901. */
                pointer: string;
                /** @description Stable, snake_case. */
                code: string;
                /** @description What looks wrong. */
                detail: string;
            }[];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        VehicleBatch: {
            /** @description Taken in this order; a second one of the same `externalId` changes the first. */
            vehicles: (components["schemas"]["VehicleEntry"] | null)[];
        };
        VehicleBatchResult: {
            /** @description In the order sent. */
            results: components["schemas"]["VehicleEntryResult"][];
        };
        /** @description `showroomId`, `condition`, `modelYear`, `make` and `model` are needed of a vehicle whose `externalId` is not known. */
        VehicleEntry: {
            /**
             * Format: uuid
             * @description Showroom that has the vehicle.
             */
            showroomId?: string;
            /**
             * @description New, used, or certified pre-owned.
             * @enum {string}
             */
            condition?: "new" | "used" | "cpo";
            /**
             * Format: int32
             * @description Model year.
             */
            modelYear?: number;
            /** @description Make. */
            make?: string;
            /** @description Model. */
            model?: string;
            /** @description 17 characters without I, O and Q; unique in the group. */
            vin?: string | null;
            /** @description Id in a system of the dealer’s own; unique in the group. */
            externalId?: string | null;
            /** @description The dealer’s own number; unique in the group. */
            stockNumber?: string | null;
            /** @description Trim level. */
            trim?: string | null;
            /** @description Type: SUV, sedan, … */
            bodyStyle?: string | null;
            /** @description Gasoline, hybrid, electric, … */
            fuelType?: string | null;
            /** @description Automatic, manual, … */
            transmission?: string | null;
            /** @description FWD, AWD, … */
            drivetrain?: string | null;
            /** @description Colour outside. */
            exteriorColor?: string | null;
            /** @description Colour inside. */
            interiorColor?: string | null;
            /** @description Asking price, in the currency of the showroom. */
            price?: components["schemas"]["Money"] | null;
            /** @description Manufacturer’s suggested retail price. */
            msrp?: components["schemas"]["Money"] | null;
            /** @description What the dealer paid; managers only. */
            cost?: components["schemas"]["Money"] | null;
            /** @description Fixed overhead added to the cost; managers only. */
            pack?: components["schemas"]["Money"] | null;
            /**
             * @description The next status, if it may follow.
             * @enum {string}
             */
            status?: "in_transit" | "available" | "held" | "sold" | "withdrawn";
            /**
             * Format: int32
             * @description May be corrected downwards.
             */
            mileage?: number;
            /** @description Equipment, in words. */
            features?: string[];
            /** @description Pictures, the first one first. */
            photos?: components["schemas"]["VehiclePhoto"][];
            /** @description `null` takes it off the floor. */
            position?: {
                /**
                 * Format: int32
                 * @description Floor number.
                 */
                floor: number;
                /** @description Metres from the west wall. */
                x: number;
                /** @description Metres from the south wall. */
                y: number;
            } | null;
            /** @description On the floor; follows `position` unless given. */
            displayed?: boolean;
            /**
             * Format: date-time
             * @description Since when in stock: from 1900 on, and no more than a day ahead.
             */
            inStockSince?: string;
        };
        VehicleEntryFault: {
            /** @description The field of the vehicle, RFC 6901. */
            pointer?: string;
            /** @description Stable, snake_case. */
            code: string;
            /** @description What is wrong. */
            detail: string;
        };
        VehicleEntryResult: {
            /**
             * Format: int32
             * @description 201 added, 200 changed, else why not.
             */
            status: number;
            /** @description As sent. */
            externalId?: string;
            /**
             * Format: uuid
             * @description The vehicle.
             */
            vehicleId?: string;
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version?: number;
            /** @description Why it was refused; stable, snake_case. */
            code?: string;
            /** @description The same in words. */
            detail?: string;
            /** @description Where. */
            errors?: components["schemas"]["VehicleEntryFault"][];
        };
        /** @description On `facets=`: values of these fields, each under the other filters. */
        VehicleFacets: {
            /** @description The most frequent values. */
            make?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            model?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            trim?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            bodyStyle?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            fuelType?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            drivetrain?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            exteriorColor?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            condition?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            status?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            showroomId?: components["schemas"]["FacetCount"][];
            /** @description The most frequent values. */
            modelYear?: components["schemas"]["FacetCount"][];
        };
        VehicleList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["ListedVehicle"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            facets?: components["schemas"]["VehicleFacets"];
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        VehiclePhoto: {
            /**
             * Format: uri-template
             * @description Where the picture is. With `{width}` in it a template: put in one of `sizes`, in pixels.
             */
            url: string;
            /** @description What it shows, for those who cannot see it. */
            alt: string;
            /** @description Widths that the template has, for `srcset`; only with `{width}` in `url`. */
            sizes?: number[];
        };
        /** @description Place on a floor of the showroom. */
        VehiclePosition: {
            /**
             * Format: int32
             * @description Floor number.
             */
            floor: number;
            /** @description Metres from the west wall. */
            x: number;
            /** @description Metres from the south wall. */
            y: number;
        };
        /** @description Which source gave which field: the characters, or the service of the NHTSA. */
        VinSources: {
            /**
             * @description The source of this field.
             * @enum {string}
             */
            region?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            country?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            manufacturer?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            make?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            model?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            modelYear?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            trim?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            bodyStyle?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            drivetrain?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            fuelType?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            transmission?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            doors?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            engineCylinders?: "vin" | "vpic";
            /**
             * @description The source of this field.
             * @enum {string}
             */
            plantCountry?: "vin" | "vpic";
        };
        Visit: {
            /**
             * Format: uuid
             * @description The visit.
             */
            id: string;
            /**
             * Format: uuid
             * @description The showroom.
             */
            showroomId: string;
            /**
             * Format: uuid
             * @description Absent for a nameless guest.
             */
            customerId?: string;
            /**
             * @description Whether he is still here.
             * @enum {string}
             */
            status: "open" | "closed";
            /**
             * Format: date-time
             * @description When he came.
             */
            enteredAt: string;
            /**
             * Format: date-time
             * @description When he left.
             */
            exitedAt?: string;
            /**
             * Format: int32
             * @description How long he stayed.
             */
            durationSeconds?: number;
            /**
             * @description How we know that he left.
             * @enum {string}
             */
            exitReason?: "activity" | "silence";
            /** @description The score that counts. */
            leadScore?: number;
            /**
             * Format: date-time
             * @description When the high-value rule fired.
             */
            highValueAt?: string;
            /**
             * Format: uuid
             * @description The rep who is with him.
             */
            engagedBy?: string;
            /** @description For what. */
            engagementType?: string;
            assignment?: components["schemas"]["VisitAssignment"];
            /**
             * Format: int32
             * @description Rises by each change.
             */
            version: number;
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        /** @description Its claim on a rep; in single visits. */
        VisitAssignment: {
            /**
             * @description Where the claim stands.
             * @enum {string}
             */
            state: "waiting" | "assigned" | "accepted";
            /**
             * Format: uuid
             * @description The rep; absent while the customer waits.
             */
            assignedTo?: string;
            /**
             * Format: date-time
             * @description Until when he has to accept.
             */
            acceptBy?: string;
            /**
             * Format: date-time
             * @description Since when nobody is free.
             */
            waitingSince?: string;
        };
        VisitAssignmentRequest: {
            /**
             * Format: uuid
             * @description The rep.
             */
            userId: string;
            /** @description Kept with the decision. */
            reason: string;
        };
        VisitList: {
            /** @description The rows, in the order asked for. */
            data: components["schemas"]["Visit"][];
            /** @description Where this page stands. */
            page: {
                /**
                 * Format: int32
                 * @description Rows asked for.
                 */
                limit: number;
                /** @description Whether another page follows. */
                hasMore: boolean;
                /** @description Cursor of that page. */
                nextCursor?: string;
                /**
                 * Format: int32
                 * @description On `Prefer: count=exact`.
                 */
                total?: number;
            };
            /** @description By relation. */
            _links: {
                [key: string]: components["schemas"]["Link"];
            };
        };
        VisitPatch: {
            /**
             * Format: uuid
             * @description Who the nameless guest is.
             */
            customerId: string;
        };
    };
    responses: never;
    parameters: {
        /** @description If given: sent again, it gives the same answer for 24 hours. */
        IdempotencyKeyOptional: string;
        /** @description One for each intended effect; sent again, it gives the same answer for 24 hours. */
        IdempotencyKeyRequired: string;
        /** @description The `ETag` of the version that was read and is to be changed. */
        IfMatch: string;
        /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
        IfNoneMatch: string;
        /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
        Prefer: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getKeySet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiClients: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of programs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiClientList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiClient"];
            };
        };
        responses: {
            /** @description The new program. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiClient"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the program. */
                apiClientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The program. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiClient"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the program. */
                apiClientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateApiClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the program. */
                apiClientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description The program. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiClient"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Events of this action. */
                action?: string;
                /** @description Events that ended like this. */
                outcome?: "success" | "failure" | "denied";
                /** @description What this user or program did. */
                actorId?: string;
                /** @description What was done with this; found once it is sealed. */
                subjectId?: string;
                /** @description From this instant. */
                "occurredAt[gte]"?: string;
                /** @description Until this instant. */
                "occurredAt[lte]"?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAcceptance"];
            };
        };
        responses: {
            /** @description The password is set; the user can log in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Logged in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessGrant"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Logout"];
            };
        };
        responses: {
            /** @description The session, if there was one, has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCurrentUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The new password is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description If there is such a user, a mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Refreshed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenGrant"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sessions have ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description The request is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenError"];
                };
            };
            /** @description The client or its secret is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenError"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpActivation"];
            };
        };
        responses: {
            /** @description Activated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorProof"];
            };
        };
        responses: {
            /** @description Disabled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpEnrolmentRequest"];
            };
        };
        responses: {
            /** @description The secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorProof"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Reached at this address. */
                email?: string;
                /** @description Reached at this number. */
                phone?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of customers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomer"];
            };
        };
        responses: {
            /** @description The new customer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGoogleFeed: {
        parameters: {
            query?: {
                /** @description Of this showroom; of all of the caller’s if absent. */
                showroomId?: string;
                /** @description Page of a vehicle on the dealer’s site, with `{id}`, `{vin}` or `{stockNumber}`. Without it the links are empty, which Google accepts and Meta does not. */
                linkTemplate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetaFeed: {
        parameters: {
            query?: {
                /** @description Of this showroom; of all of the caller’s if absent. */
                showroomId?: string;
                /** @description Page of a vehicle on the dealer’s site, with `{id}`, `{vin}` or `{stockNumber}`. Without it the links are empty, which Google accepts and Meta does not. */
                linkTemplate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImportMapping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mapping. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportMapping"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putImportMapping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportMapping"];
            };
        };
        responses: {
            /** @description The mapping. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportMapping"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Leads of this showroom. */
                showroomId?: string;
                /** @description Leads of this customer. */
                customerId?: string;
                /** @description Leads that have come this far. */
                status?: "new" | "attempted" | "contacted" | "appointment" | "visit" | "proposal" | "sold" | "lost" | "duplicate" | "invalid";
                /** @description Leads from here. */
                source?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description One for each intended effect; sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyRequired"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLead"];
            };
        };
        responses: {
            /** @description The lead. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"] | components["schemas"]["LeadReceipt"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLead: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The lead. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeadScore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The lead. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The latest score. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadScore"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scoreLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The lead. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new score. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadScore"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The operation. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOperationRows: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Rows with this status. */
                status?: "created" | "updated" | "unchanged" | "withdrawn" | "failed";
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The operation. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationRowList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flushCache: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dealer group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationPatch"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRealtimeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RealtimeTicket"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShowrooms: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of showrooms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShowroomList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createShowroom: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShowroom"];
            };
        };
        responses: {
            /** @description The new showroom. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Showroom"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShowroom: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The showroom. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Showroom"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateShowroom: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowroomPatch"];
            };
        };
        responses: {
            /** @description The showroom as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Showroom"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActivities: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of activities. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordActivity: {
        parameters: {
            query?: never;
            header?: {
                /** @description One for each intended effect; sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyRequired"];
            };
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityRequest"];
            };
        };
        responses: {
            /** @description Recorded. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityOutcome"];
                };
            };
            /** @description A result each, in order. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityBatchResult"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The floor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveFloor"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHeatmap: {
        parameters: {
            query?: {
                /** @description From the hour on in which this lies. */
                from?: string;
                /** @description To the end of the hour in which this lies. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The heatmap. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heatmap"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The up list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rotation"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRotationDecisions: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Decisions over this visit only. */
                visitId?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of decisions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotationDecisionList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRotationDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
                /** @description The decision. */
                decisionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotationDecision"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayRotationDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
                /** @description The decision. */
                decisionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decision made again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotationReplay"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setStaffAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
                /** @description The rep. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffUpdate"];
            };
        };
        responses: {
            /** @description The rep as he now is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkInStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
                /** @description The rep. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rep as he now is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkOutStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The showroom. */
                showroomId: string;
                /** @description The rep. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description He is not at work. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTestDrives: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Test drives of this showroom. */
                showroomId?: string;
                /** @description Test drives of this vehicle. */
                vehicleId?: string;
                /** @description Test drives with this status. */
                status?: "requested" | "scheduled" | "started" | "completed" | "cancelled" | "no_show";
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of test drives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestDriveList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTestDrive: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The test drive. */
                testDriveId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The test drive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestDrive"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTransfers: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description With this status. */
                status?: "requested" | "approved" | "in_transit" | "received" | "declined" | "cancelled";
                /** @description With one of these, separated by commas. */
                "status[in]"?: string;
                /** @description From this showroom. */
                fromShowroomId?: string;
                /** @description To this showroom. */
                toShowroomId?: string;
                /** @description Of this vehicle. */
                vehicleId?: string;
                /** @description Order; `-` is descending. */
                sort?: "-createdAt" | "createdAt";
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of transfers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The transfer. */
                transferId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transfer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTransfer: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The transfer. */
                transferId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTransfer"];
            };
        };
        responses: {
            /** @description The transfer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Users of this role. */
                role?: "admin" | "sales_manager" | "sales_rep";
                /** @description Users who were given access to this showroom. */
                showroomId?: string;
                /** @description Users in this state. */
                status?: "active" | "invited" | "disabled";
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAccountList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The new user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewUserAccount"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAccount"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The user as he is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAccount"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetUserPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sessions have ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetUserSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no second factor any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVehicles: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Words that must all be found in make, model, trim, features, model year, or at the beginning of stock number or VIN. One letter of a make or model may be wrong. */
                q?: string;
                /** @description Seen from this showroom: hits say `availability`, distance and transfer days. */
                near?: string;
                /** @description Count by these fields, each under the other filters; separated by commas. */
                facets?: string;
                /** @description This make; letter case does not matter. */
                make?: string;
                /** @description One of these, separated by commas. */
                "make[in]"?: string;
                /** @description This model; letter case does not matter. */
                model?: string;
                /** @description One of these, separated by commas. */
                "model[in]"?: string;
                /** @description This trim level; letter case does not matter. */
                trim?: string;
                /** @description One of these, separated by commas. */
                "trim[in]"?: string;
                /** @description This type; letter case does not matter. */
                bodyStyle?: string;
                /** @description One of these, separated by commas. */
                "bodyStyle[in]"?: string;
                /** @description This fuel; letter case does not matter. */
                fuelType?: string;
                /** @description One of these, separated by commas. */
                "fuelType[in]"?: string;
                /** @description This drivetrain; letter case does not matter. */
                drivetrain?: string;
                /** @description One of these, separated by commas. */
                "drivetrain[in]"?: string;
                /** @description This colour outside; letter case does not matter. */
                exteriorColor?: string;
                /** @description One of these, separated by commas. */
                "exteriorColor[in]"?: string;
                /** @description This VIN. */
                vin?: string;
                /** @description This stock number. */
                stockNumber?: string;
                /** @description This id of the dealer’s own. */
                externalId?: string;
                /** @description This status. */
                status?: "in_transit" | "available" | "held" | "sold" | "withdrawn";
                /** @description One of these, separated by commas. */
                "status[in]"?: string;
                /** @description This condition. */
                condition?: "new" | "used" | "cpo";
                /** @description One of these, separated by commas. */
                "condition[in]"?: string;
                /** @description Of this showroom; of the whole group if absent. */
                showroomId?: string;
                /** @description One of these, separated by commas. */
                "showroomId[in]"?: string;
                /** @description On the floor, or not. */
                displayed?: "true" | "false";
                /** @description With this feature; letter case does not matter. */
                features?: string;
                /** @description All of these features, separated by commas; letter case does not matter. */
                "features[in]"?: string;
                /** @description Of this model year. */
                modelYear?: number;
                /** @description One of these, separated by commas. */
                "modelYear[in]"?: string;
                /** @description From this model year. */
                "modelYear[gte]"?: number;
                /** @description To this model year. */
                "modelYear[lte]"?: number;
                /** @description At this price, in minor units. */
                price?: number;
                /** @description From this price, in minor units. */
                "price[gte]"?: number;
                /** @description To this price, in minor units. */
                "price[lte]"?: number;
                /** @description With this mileage. */
                mileage?: number;
                /** @description From this mileage. */
                "mileage[gte]"?: number;
                /** @description To this mileage. */
                "mileage[lte]"?: number;
                /** @description In stock for so many days of 24 hours. */
                daysInStock?: number;
                /** @description In stock for at least so many days of 24 hours. */
                "daysInStock[gte]"?: number;
                /** @description In stock for at most so many days of 24 hours. */
                "daysInStock[lte]"?: number;
                /** @description One order; `-` is descending, equals are by id. `relevance` (the default with `q`) is best first, `distance` (with `near`) nearest first; without `q`, the newest come first. */
                sort?: "price" | "-price" | "modelYear" | "-modelYear" | "mileage" | "-mileage" | "createdAt" | "-createdAt" | "inStockSince" | "-inStockSince" | "daysInStock" | "-daysInStock" | "relevance" | "distance";
                /** @description Only these fields, and `id`; names separated by commas. */
                fields?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of vehicles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createVehicle: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVehicle"];
            };
        };
        responses: {
            /** @description The new vehicle. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveVehicles: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VehicleBatch"];
            };
        };
        responses: {
            /** @description A result each, in order. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleBatchResult"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of imports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importVehicles: {
        parameters: {
            query?: {
                /** @description Showroom of the vehicles; needed where no column names one. */
                showroomId?: string;
                /** @description JSON `{sourceColumn: field}`; the stored mapping if absent. */
                mapping?: string;
                /** @description Look at everything, write nothing. */
                dryRun?: "true" | "false";
                /** @description The file is complete: withdraw what it does not name. */
                full?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "text/tab-separated-values": string;
            };
        };
        responses: {
            /** @description The file is stored. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVehicle: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vehicle. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawVehicle: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateVehicle: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateVehicle"];
            };
        };
        responses: {
            /** @description The changed vehicle. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description One for each intended effect; sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyRequired"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateHold"];
            };
        };
        responses: {
            /** @description The hold. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
                /** @description The hold. */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteHold: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
                /** @description The hold. */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Released. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateHold: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
                /** @description The hold. */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateHold"];
            };
        };
        responses: {
            /** @description The hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVehiclePrices: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description The vehicle. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of prices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceHistory"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decodeVin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The VIN, in either letter case. */
                vin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecodedVin"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVisits: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description Opaque, from `nextCursor`. */
                cursor?: string;
                /** @description Visits of this showroom. */
                showroomId?: string;
                /** @description Visits of this customer. */
                customerId?: string;
                /** @description Open or closed visits. */
                status?: "open" | "closed";
            };
            header?: {
                /** @description `count=exact` asks for the total of the list in `page.total` (RFC 7240). */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of visits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVisit: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` that the caller has; if it is still good, the answer is 304. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The visit. */
                visitId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description What `If-None-Match` names is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateVisit: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of the version that was read and is to be changed. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The visit. */
                visitId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitPatch"];
            };
        };
        responses: {
            /** @description The visit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignVisit: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path: {
                /** @description The visit. */
                visitId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitAssignmentRequest"];
            };
        };
        responses: {
            /** @description The visit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptVisit: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path: {
                /** @description The visit. */
                visitId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineVisit: {
        parameters: {
            query?: never;
            header?: {
                /** @description If given: sent again, it gives the same answer for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKeyOptional"];
            };
            path: {
                /** @description The visit. */
                visitId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAsyncapiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document of the socket */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The documentation as a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRealtimeDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The documentation of the socket as a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsRedocScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script of Redoc */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsStartScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script that starts Redoc */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process lives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `code` of a problem. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can: `READY` or `DEGRADED`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description It cannot: `NOT_READY`. The one body that is the same for 200 and 503. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStartup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Startup"];
                };
            };
            /** @description It is still starting. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Startup"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
