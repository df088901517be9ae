import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;

final ClassDesc FACTORY = ClassDesc.of("java.lang.invoke.LambdaMetafactory");
final String ONLY = "ONLY";
final String MAKE = "make";

/// Argument: a folder of classes, which are changed in place.
///
/// A lambda expression is compiled to a call that makes its class when it is first run, which takes
/// some half a millisecond each. A Java agent runs hundreds of them at each start, where no AOT
/// cache helps. This gives each of them a named class, as if somebody had written it.
void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    List<Path> classes;
    try (Stream<Path> all = Files.walk(root)) {
        classes = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    ClassFile context =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(type -> resource(root, type))
                                    .orElse(ClassHierarchyResolver.defaultResolver())));
    Map<Path, List<ClassDesc>> members = new TreeMap<>();
    for (Path file : classes) {
        nameAll(context, root, file, members);
    }
    for (Map.Entry<Path, List<ClassDesc>> entry : members.entrySet()) {
        addMembers(context, entry.getKey(), entry.getValue());
    }
}

InputStream resource(Path root, ClassDesc type) {
    try {
        Path file = file(root, type);
        return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

Path file(Path root, ClassDesc type) {
    String descriptor = type.descriptorString();
    return root.resolve(descriptor.substring(1, descriptor.length() - 1) + ".class");
}

/// A lambda expression of a class.
///
/// @param type its own class
/// @param site the values that it takes along, and its interface
/// @param method the method of the interface, as the interface has it
/// @param does what it calls
/// @param instantiated the types with which the method is called
record Lambda(
        ClassDesc type,
        MethodTypeDesc site,
        String name,
        MethodTypeDesc method,
        DirectMethodHandleDesc does,
        MethodTypeDesc instantiated) {

    boolean takesNothing() {
        return site.parameterCount() == 0;
    }
}

/// @param members gets the new classes of each nest, by the file of its host
void nameAll(ClassFile context, Path root, Path file, Map<Path, List<ClassDesc>> members)
        throws IOException {
    ClassModel model = context.parse(Files.readAllBytes(file));
    ClassDesc outer = model.thisClass().asSymbol();
    ClassDesc host =
            model.findAttribute(Attributes.nestHost())
                    .map(NestHostAttribute::nestHost)
                    .map(ClassEntry::asSymbol)
                    .orElse(outer);
    List<Lambda> lambdas = new ArrayList<>();
    byte[] named =
            context.transformClass(
                    model, ClassTransform.transformingMethodBodies(calls(outer, lambdas)));
    if (lambdas.isEmpty()) {
        return;
    }
    Files.write(file, named);
    for (Lambda lambda : lambdas) {
        Files.write(
                file(root, lambda.type),
                context.build(lambda.type, type -> build(type, lambda, host)));
        members.computeIfAbsent(file(root, host), _ -> new ArrayList<>()).add(lambda.type);
    }
}

CodeTransform calls(ClassDesc outer, List<Lambda> lambdas) {
    return (code, element) -> {
        if (element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().owner().equals(FACTORY)
                && call.bootstrapMethod().methodName().equals("metafactory")) {
            Lambda lambda = lambda(outer, call, lambdas.size());
            lambdas.add(lambda);
            if (lambda.takesNothing()) {
                code.getstatic(lambda.type, ONLY, lambda.site.returnType());
            } else {
                code.invokestatic(lambda.type, MAKE, lambda.site);
            }
        } else {
            code.with(element);
        }
    };
}

Lambda lambda(ClassDesc outer, InvokeDynamicInstruction call, int number) {
    return new Lambda(
            outer.nested("L" + number),
            call.typeSymbol(),
            call.name().stringValue(),
            (MethodTypeDesc) call.bootstrapArgs().get(0),
            (DirectMethodHandleDesc) call.bootstrapArgs().get(1),
            (MethodTypeDesc) call.bootstrapArgs().get(2));
}

void build(ClassBuilder type, Lambda lambda, ClassDesc host) {
    MethodTypeDesc taken = lambda.site.changeReturnType(ConstantDescs.CD_void);
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC | ClassFile.ACC_SUPER)
            .withInterfaceSymbols(lambda.site.returnType())
            .with(NestHostAttribute.of(host));
    for (int i = 0; i < taken.parameterCount(); i++) {
        type.withField(
                "taken" + i, taken.parameterType(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    }
    type.withMethodBody(
            ConstantDescs.INIT_NAME,
            taken,
            ClassFile.ACC_PRIVATE,
            code -> take(code, lambda, taken));
    if (lambda.takesNothing()) {
        type.withField(ONLY, lambda.site.returnType(), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        type.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_STATIC,
                code ->
                        make(code, lambda, taken)
                                .putstatic(lambda.type, ONLY, lambda.site.returnType())
                                .return_());
    } else {
        type.withMethodBody(
                MAKE,
                lambda.site,
                ClassFile.ACC_STATIC,
                code -> make(code, lambda, taken).areturn());
    }
    type.withMethodBody(
            lambda.name, lambda.method, ClassFile.ACC_PUBLIC, code -> run(code, lambda));
}

void take(CodeBuilder code, Lambda lambda, MethodTypeDesc taken) {
    code.aload(0)
            .invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    for (int i = 0; i < taken.parameterCount(); i++) {
        ClassDesc of = taken.parameterType(i);
        code.aload(0)
                .loadLocal(TypeKind.from(of), code.parameterSlot(i))
                .putfield(lambda.type, "taken" + i, of);
    }
    code.return_();
}

CodeBuilder make(CodeBuilder code, Lambda lambda, MethodTypeDesc taken) {
    code.new_(lambda.type).dup();
    for (int i = 0; i < taken.parameterCount(); i++) {
        code.loadLocal(TypeKind.from(taken.parameterType(i)), code.parameterSlot(i));
    }
    return code.invokespecial(lambda.type, ConstantDescs.INIT_NAME, taken);
}

/// Calls what the lambda expression calls, with conversions as the documentation of
/// `LambdaMetafactory` has them.
void run(CodeBuilder code, Lambda lambda) {
    DirectMethodHandleDesc does = lambda.does;
    MethodTypeDesc type = does.invocationType();
    boolean isNew = does.kind() == Kind.CONSTRUCTOR;
    if (isNew) {
        code.new_(does.owner()).dup();
    }
    int taken = lambda.site.parameterCount();
    for (int i = 0; i < taken; i++) {
        ClassDesc of = lambda.site.parameterType(i);
        code.aload(0).getfield(lambda.type, "taken" + i, of);
        convert(code, of, type.parameterType(i));
    }
    for (int i = 0; i < lambda.method.parameterCount(); i++) {
        ClassDesc from = lambda.method.parameterType(i);
        ClassDesc as = lambda.instantiated.parameterType(i);
        code.loadLocal(TypeKind.from(from), code.parameterSlot(i));
        convert(code, from, as);
        convert(code, as, type.parameterType(taken + i));
    }
    call(code, does);
    ClassDesc result = isNew ? does.owner() : type.returnType();
    ClassDesc wanted = lambda.method.returnType();
    if (wanted.equals(ConstantDescs.CD_void)) {
        switch (TypeKind.from(result).slotSize()) {
            case 1 -> code.pop();
            case 2 -> code.pop2();
            default -> {}
        }
        code.return_();
    } else {
        convert(code, result, lambda.instantiated.returnType());
        convert(code, lambda.instantiated.returnType(), wanted);
        code.return_(TypeKind.from(wanted));
    }
}

void call(CodeBuilder code, DirectMethodHandleDesc does) {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(does.lookupDescriptor());
    String name = does.methodName();
    switch (does.kind()) {
        case STATIC -> code.invokestatic(does.owner(), name, type, false);
        case INTERFACE_STATIC -> code.invokestatic(does.owner(), name, type, true);
        case VIRTUAL, SPECIAL -> code.invokevirtual(does.owner(), name, type);
        case INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> code.invokeinterface(does.owner(), name, type);
        case CONSTRUCTOR -> code.invokespecial(does.owner(), ConstantDescs.INIT_NAME, type);
        case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER ->
                throw new IllegalStateException("no lambda expression calls this: " + does);
    }
}

void convert(CodeBuilder code, ClassDesc from, ClassDesc to) {
    if (from.equals(to)) {
        return;
    }
    if (from.isPrimitive() && to.isPrimitive()) {
        code.conversion(TypeKind.from(from), TypeKind.from(to));
    } else if (from.isPrimitive()) {
        ClassDesc box = BOXES.get(from);
        code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, from));
    } else if (to.isPrimitive()) {
        ClassDesc primitive = primitiveOf(from, to);
        ClassDesc box = BOXES.get(primitive);
        if (!from.equals(box)) {
            code.checkcast(box);
        }
        code.invokevirtual(box, primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
        convert(code, primitive, to);
    } else if (!to.equals(ConstantDescs.CD_Object)) {
        code.checkcast(to);
    }
}

/// What a box holds; of `Object` and the like, what is wanted.
ClassDesc primitiveOf(ClassDesc from, ClassDesc wanted) {
    return BOXES.entrySet().stream()
            .filter(entry -> entry.getValue().equals(from))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(wanted);
}

final Map<ClassDesc, ClassDesc> BOXES =
        Map.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean,
                ConstantDescs.CD_byte, ConstantDescs.CD_Byte,
                ConstantDescs.CD_short, ConstantDescs.CD_Short,
                ConstantDescs.CD_char, ConstantDescs.CD_Character,
                ConstantDescs.CD_int, ConstantDescs.CD_Integer,
                ConstantDescs.CD_long, ConstantDescs.CD_Long,
                ConstantDescs.CD_float, ConstantDescs.CD_Float,
                ConstantDescs.CD_double, ConstantDescs.CD_Double);

/// Tells the host of a nest of its new members, which call its private methods.
void addMembers(ClassFile context, Path file, List<ClassDesc> added) throws IOException {
    ClassModel model = context.parse(Files.readAllBytes(file));
    List<ClassDesc> members = new ArrayList<>(added);
    model.findAttribute(Attributes.nestMembers())
            .ifPresent(known -> known.nestMembers().forEach(one -> members.add(one.asSymbol())));
    ClassTransform others = ClassTransform.dropping(NestMembersAttribute.class::isInstance);
    Files.write(
            file,
            context.transformClass(
                    model,
                    others.andThen(
                            ClassTransform.endHandler(
                                    type -> type.with(NestMembersAttribute.ofSymbols(members))))));
}
