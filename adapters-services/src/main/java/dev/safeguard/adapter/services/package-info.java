/**
 * Mitigations against the control surfaces of real services: flags over HTTP and in files, gateways, deployments, and
 * commands that an operator has allowed. What belongs here speaks one protocol and knows no runbook.
 */
@NullMarked
package dev.safeguard.adapter.services;

import org.jspecify.annotations.NullMarked;
