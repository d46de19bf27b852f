/**
 * Every driven port, flat: the shopping list of someone who brings their own infrastructure. A port speaks in domain
 * and JDK types only, and says what an implementer must guarantee; the test kit has its contract as a test. What is
 * needed by one use case alone is not a port, and no adapter detail belongs here.
 */
@NullMarked
package dev.safeguard.application.port;

import org.jspecify.annotations.NullMarked;
