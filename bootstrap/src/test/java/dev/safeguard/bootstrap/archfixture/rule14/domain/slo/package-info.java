/** What is promised to the users of a service, but not what may be null. */
package dev.safeguard.bootstrap.archfixture.rule14.domain.slo;
