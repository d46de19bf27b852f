package dev.safeguard.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of a library that was compiled for Java 5, as picocli is, the stack maps that newer ones have. A
 * class without them is verified in the old, slow way each time, and the JVM keeps neither it nor any class that needs
 * it in an archive. The launcher does this to its own copy of a library after a build; nothing else starts here.
 */
public final class Renewal {

    private static final int MAGIC_AND_MINOR = 6;

    private Renewal() {}

    /** Takes jars that are on the class path, and puts the renewed ones in their places, each whole or not at all. */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            Path renewed = Path.of(jar + ".new");
            renew(Path.of(jar), renewed);
            Files.move(renewed, Path.of(jar), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static void renew(Path jar, Path renewed) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(renewed))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") && isOld(content) ? renewed(content) : content);
            }
        }
    }

    private static boolean isOld(byte[] classFile) {
        return classFile[MAGIC_AND_MINOR] == 0 && classFile[MAGIC_AND_MINOR + 1] < Opcodes.V1_6;
    }

    private static byte[] renewed(byte[] classFile) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    @Nullable String signature,
                                    @Nullable String superName,
                                    String @Nullable [] interfaces) {
                                super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
