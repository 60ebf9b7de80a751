// SPDX-License-Identifier: Apache-2.0
import {test} from 'node:test';
import {checkValidity} from './checks/validity.mjs';
import {none} from './findings.mjs';
import {sites} from './site.mjs';

const findings = await checkValidity(sites);

for (const site of sites) test(`${site.name}: every page is valid`, () => none(findings.get(site.name)));
